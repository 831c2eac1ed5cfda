// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.mysql.RealMysql;
import io.tidemark.syncer.source.BinlogSource;
import io.tidemark.syncer.source.Nobody;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.Task;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MySQL's caching_sha2_password, which asks for the whole password as long as the server has not kept its hash, of accounts
 * with no more privileges than documented.
 */
class LoginMysqlIT {
    private static final String USER = "least";
    private static final String PASSWORD = "$ecret 😀";

    @ParameterizedTest
    @ValueSource(strings = {"--tls-version=", "--tls-version=TLSv1.2,TLSv1.3"})
    void accountsWithTheLeastPrivilegesReplicate(final String tls) throws Exception {
        try (RealMysql up = RealMysql.open(tls, "--gtid-mode=ON", "--enforce-gtid-consistency=ON");
                RealMysql down = RealMysql.open(tls)) {
            final MixedPair pair = new MixedPair(up, down, "least");
            pair.prepare(
                    "CREATE DATABASE l",
                    "CREATE TABLE l.t (id INT PRIMARY KEY, v INT)",
                    "CREATE DATABASE dm_meta",
                    "CREATE USER " + USER + "@'%' IDENTIFIED WITH caching_sha2_password BY '" + PASSWORD + "'");
            up.execute("SET SESSION sql_log_bin = 0", "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + USER);
            down.execute(
                    "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX ON l.* TO " + USER,
                    "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON dm_meta.* TO " + USER);
            final Location start = pair.end();
            final Task whole = pair.taskFrom(start);
            final Task task = new Task(
                    whole.name(),
                    whole.metaSchema(),
                    as(down.server()),
                    new Source("s", as(up.server()), whole.source().serverId(), Optional.of(start), Optional.empty()),
                    whole.syncer());
            try (RunningReplication replication = RunningReplication.start(task)) {
                up.execute(
                        "INSERT INTO l.t VALUES (1, 1), (2, 2)",
                        "ALTER TABLE l.t ADD COLUMN n INT",
                        "RENAME TABLE l.t TO l.u",
                        "UPDATE l.u SET n = 3");
                pair.awaitCaughtUp(replication);
                replication.stop();
            }
            pair.assertSame("l.u");
            up.execute("FLUSH PRIVILEGES"); // forgets the hashes
            assertThat(readsBinlogs(as(up.server()), start)).isTrue();
        }
    }

    /** As after a restart of the upstream, to which the first connection may be the one for binlogs. */
    private static boolean readsBinlogs(final Server server, final Location start) throws InterruptedException {
        final BinlogSource source = new BinlogSource(server, start, SourceOptions.withServerId(77));
        final boolean[] read = new boolean[1];
        source.run(new Nobody() {
            @Override
            public void rows(final RowsEvent event) {
                read[0] = true;
                source.stop();
            }
        });
        return read[0];
    }

    private static Server as(final Server server) {
        return new Server(server.host(), server.port(), USER, PASSWORD);
    }
}
