// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.mysql.RealMysql;
import io.tidemark.syncer.mysql.TestHost;
import io.tidemark.syncer.source.BinlogSource;
import io.tidemark.syncer.source.Nobody;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Another MySQL takes the source's place, another replica takes the task's, or binlogs are gone. */
class SourceSwitchMysqlIT {
    private static final String[] WITH_GTIDS = {"--gtid-mode=ON", "--enforce-gtid-consistency=ON"};

    @Test
    void goesOnByGtidAtAServerWithOtherFilesAndRefusesOneThatIsBehind() throws SQLException {
        try (RealMysql first = RealMysql.open(WITH_GTIDS);
                TestHost down = TestHost.mariaDb()) {
            final MixedPair before = new MixedPair(first, down, "switched");
            before.prepare("CREATE DATABASE s", "CREATE TABLE s.t (a INT, b VARCHAR(10))");
            try (RunningReplication replication = before.start(before.end())) {
                write(first);
                before.awaitCaughtUp(replication);
                replication.stop();
            }
            try (RealMysql second = first.copied("--log-bin=another")) {
                write(first); // which the second does not have
                final MixedPair after = new MixedPair(second, down, "switched");
                write(second);
                write(second);
                try (RunningReplication replication = after.start(after.end())) {
                    after.awaitCaughtUp(replication);
                    replication.stop();
                }
                after.assertSame("s.t");
                assertThat(after.flushed().file()).startsWith("another.");

                try (RunningReplication replication = before.start(before.end())) {
                    assertThat(replication.failure())
                            .isInstanceOf(OperatorException.class)
                            .hasMessageContaining("does not have all transactions before");
                }
            }
        }
    }

    @Test
    void purgedBinlogsAreTold() throws SQLException {
        try (RealMysql up = RealMysql.open(WITH_GTIDS);
                TestHost down = TestHost.mariaDb()) {
            final MixedPair pair = new MixedPair(up, down, "purged");
            pair.prepare("CREATE DATABASE s", "CREATE TABLE s.t (a INT, b VARCHAR(10))");
            write(up);
            final Location withGtids = pair.end();
            write(up);
            up.execute("FLUSH BINARY LOGS", "PURGE BINARY LOGS TO 'mysql-bin.000002'");
            for (final Location start :
                    new Location[] {withGtids, Location.at(new BinlogPosition("mysql-bin.000001", 157))}) {
                try (RunningReplication replication = pair.start(start)) {
                    assertThat(replication.failure())
                            .isInstanceOf(OperatorException.class)
                            .hasMessageContaining("has purged binlog")
                            .hasMessageContaining("mysql-bin.000002")
                            .hasMessageContaining("copy the data anew");
                }
            }
        }
    }

    @Test
    void aReplicaThatTakesTheServerIdEndsTheRun() throws Exception {
        try (RealMysql up = RealMysql.open(WITH_GTIDS);
                TestHost down = TestHost.mariaDb()) {
            final MixedPair pair = new MixedPair(up, down, "taken");
            pair.prepare("CREATE DATABASE s", "CREATE TABLE s.t (a INT, b VARCHAR(10))");
            final Task task = pair.taskFrom(pair.end());
            final Source own = task.source();
            final Task numbered = new Task(
                    task.name(),
                    task.metaSchema(),
                    task.target(),
                    new Source(own.id(), own.server(), OptionalLong.of(4711), own.meta(), own.dumpMetadata()),
                    task.syncer());
            try (RunningReplication replication = RunningReplication.start(numbered)) {
                write(up);
                pair.awaitCaughtUp(replication);
                final BinlogSource other =
                        new BinlogSource(up.server(), own.meta().orElseThrow(), SourceOptions.withServerId(4711));
                final Thread reader = new Thread(() -> readUntilStopped(other), "other-replica");
                reader.start();
                assertThat(replication.failure())
                        .isInstanceOf(OperatorException.class)
                        .hasMessageContaining("server id 4711");
                other.stop();
                reader.join();
            }
        }
    }

    private static void readUntilStopped(final BinlogSource source) {
        try {
            source.run(new Nobody());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(final TestHost host) throws SQLException {
        host.execute(
                "INSERT INTO s.t VALUES (1, 'x'), (1, 'x'), (2, 'y')",
                "UPDATE s.t SET b = 'z' WHERE a = 2 LIMIT 1",
                "DELETE FROM s.t WHERE a = 1 LIMIT 1");
    }
}
