// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The global point claims nothing that the downstream has lost, and nobody else's point is taken for one's own. */
class CheckpointProofIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String LOCK = "SELECT * FROM dm_meta.faults_syncer_checkpoint FOR UPDATE";

    private static ServerPair pair;

    @BeforeAll
    static void startServers() {
        pair = ServerPair.open();
    }

    @AfterAll
    static void closeServers() {
        pair.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        pair.reset();
    }

    private static Task task() {
        return pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE);
    }

    @Test
    void thePointStandsStillOnceTheDownstreamHasLostABatchThatNoOtherFollows() throws Exception {
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = pair.start(task())) {
            blocker.setAutoCommit(false);
            statement.execute(LOCK);
            final BinlogPosition flushed = pair.flushed();
            pair.write(5);
            await().atMost(LONG).until(() -> sum(pair.up()::connect).equals(sum(pair.down()::connect)));
            // as a replica has it that was behind; all batches, because a flush that waits may claim the first few only
            ServerPair.execute(pair.down(), "UPDATE dm_meta.faults_syncer_progress SET batch = 0");
            // a flush that had begun before may have looked before
            final String lost = ServerPair.query(pair.down(), "SELECT NOW()");
            await().atMost(LONG).until(() -> !flushThatBeganAfter(lost).isEmpty());
            blocker.rollback();
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("has lost rows")
                    .hasMessageContaining("the checkpoint was not moved");
            assertThat(pair.flushed()).isEqualTo(flushed);
        }
    }

    @Test
    void thePointStandsStillOnceTheDownstreamHasLostADdlThatItHadExecuted() throws Exception {
        try (Connection holdsTable = pair.down().connect();
                Connection holdsCheckpoint = pair.down().connect();
                Statement table = holdsTable.createStatement();
                Statement checkpoint = holdsCheckpoint.createStatement();
                RunningReplication replication = pair.start(task())) {
            pair.write(1);
            pair.awaitCaughtUp(replication);
            holdsTable.setAutoCommit(false);
            table.execute("SELECT * FROM faults.keyed");
            ServerPair.execute(pair.up(), "ALTER TABLE faults.keyed ADD INDEX lost (n)");
            await().atMost(LONG).until(() -> found("information_schema.PROCESSLIST WHERE info LIKE 'ALTER%lost%'"));
            final BinlogPosition flushed = pair.flushed();
            holdsCheckpoint.setAutoCommit(false);
            checkpoint.execute(LOCK);
            holdsTable.rollback();
            await().atMost(LONG).until(() -> found("dm_meta.faults_syncer_ddl WHERE executed"));
            // as a replica has it that was behind
            ServerPair.execute(pair.down(), "UPDATE dm_meta.faults_syncer_ddl SET executed = FALSE");
            final String lost = ServerPair.query(pair.down(), "SELECT NOW()");
            await().atMost(LONG).until(() -> !flushThatBeganAfter(lost).isEmpty());
            holdsCheckpoint.rollback();
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("has lost a DDL")
                    .hasMessageContaining("the checkpoint was not moved");
            assertThat(pair.flushed()).isEqualTo(flushed);
        }
    }

    @Test
    void marksAreTrustedAfterACrashAndNotOnceSomebodyElseHasMovedTheCheckpoint() throws Exception {
        final Task task = task();
        crash(task);
        assertThat(crash(task).isOn()).isFalse();
        pair.write(3);
        final BinlogPosition end;
        try (Upstream upstream = Upstream.connect(pair.up().server())) {
            end = upstream.currentLocation().position();
            ServerPair.execute(
                    pair.down(),
                    "UPDATE dm_meta.faults_syncer_checkpoint SET binlog_pos = " + end.offset() + ", binlog_gtid = '"
                            + upstream.currentLocation().gtids() + "' WHERE is_global");
        }
        pair.write(3);
        final SafeMode safeMode = crash(task);
        assertThat(safeMode.exit()).isPresent();
        assertThat(safeMode.exit().get().position()).isGreaterThan(end);
        // what was decided counts for the next start too
        assertThat(crash(task).exit()).isEqualTo(safeMode.exit());
        try (RunningReplication replication = RunningReplication.start(task)) {
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        pair.assertCleanEnd();
    }

    /** A start, and nothing after it. */
    private static SafeMode crash(final Task task) throws InterruptedException {
        try (BrokenOffRun run = new BrokenOffRun(task)) {
            return run.start().safeMode();
        }
    }

    private static boolean found(final String rows) throws SQLException {
        return !ServerPair.query(pair.down(), "SELECT 1 FROM " + rows).isEmpty();
    }

    private static String flushThatBeganAfter(final String time) throws SQLException {
        return ServerPair.query(
                pair.down(),
                "SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT' AND trx_started > '" + time
                        + "'");
    }

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private static String sum(final Connecting server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CONCAT(COUNT(*), '/', SUM(n)) FROM faults.keyed")) {
            row.next();
            return row.getString(1);
        }
    }
}
