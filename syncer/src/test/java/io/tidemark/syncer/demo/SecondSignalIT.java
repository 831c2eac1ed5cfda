// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stop that can't come to its end, because the downstream is blocked, is ended by a second SIGTERM. */
class SecondSignalIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int TERMINATED = 143;

    @Test
    void aSecondSignalEndsAProcessWhoseDownstreamIsBlocked() throws Exception {
        final DemoOptions options = new DemoOptions(1, 2, Duration.ofMillis(100), FlushMode.ASYNC, 1, false);
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(up.server());
                DemoTask task = DemoTask.write(options, up.server(), down.server(), binlog.currentLocation())) {
            try (ReplicationProcess process = task.start();
                    Connection blocker = down.connect();
                    Statement statement = blocker.createStatement()) {
                execute(
                        up,
                        "CREATE DATABASE held",
                        "CREATE TABLE held.t (a INT)",
                        "INSERT INTO held.t VALUES (1), (1)");
                await().atMost(LONG).until(() -> process.status().rowsApplied() == 2);
                statement.execute("LOCK TABLES held.t WRITE");
                execute(up, "INSERT INTO held.t VALUES (2), (2)");
                await().atMost(LONG).until(() -> blocked(statement));
                process.terminate();
                await().during(Duration.ofMillis(500)).until(process::isRunning);
                process.terminate();
                assertThat(process.await(LONG.toSeconds())).isEqualTo(TERMINATED);
                statement.execute("UNLOCK TABLES");
            }
            try (ReplicationProcess next =
                    task.start("--until", binlog.currentLocation().position().toString())) {
                assertThat(next.await(LONG.toSeconds())).isZero();
            }
            assertThat(new TableComparison(up::connect, down::connect).compare(List.of("held")))
                    .hasSize(1)
                    .allMatch(ComparedTable::equal);
        }
    }

    private static boolean blocked(final Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT 1 FROM information_schema.PROCESSLIST"
                + " WHERE STATE LIKE 'Waiting for table%' AND INFO LIKE '%held%'")) {
            return rows.next();
        }
    }

    private static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
