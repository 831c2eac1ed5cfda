// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stop ends the run whatever it is busy with, says what it did not wait for, and nothing is lost by it. */
class BoundedStopIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String ALTER = "ALTER TABLE faults.keyed ADD COLUMN more INT";

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

    private static GracefulStop.Bounds bounds(final int ddlSeconds, final int allSeconds) {
        final Duration second = Duration.ofSeconds(1);
        return new GracefulStop.Bounds(
                second, Duration.ofSeconds(ddlSeconds), Duration.ofSeconds(20), Duration.ofSeconds(allSeconds));
    }

    @Test
    void leavesADdlThatTakesTooLongToTheNextRun() throws Exception {
        final Task task = task();
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = RunningReplication.start(task, bounds(2, 100))) {
            pair.write(1);
            pair.awaitCaughtUp(replication);
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM faults.keyed");
            ServerPair.execute(pair.up(), ALTER);
            await().atMost(LONG).until(BoundedStopIT::alterWaits);
            replication.requestStop();
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("took too long to be waited for")
                    .hasMessageContaining("the next start waits for its end");
            assertThat(alterWaits()).isTrue();
            blocker.rollback();
        }
        ServerPair.execute(pair.up(), "INSERT INTO faults.keyed VALUES (50, 1, '', 7)");
        try (RunningReplication next = RunningReplication.start(task)) {
            pair.finish(next);
        }
        pair.assertCleanEnd();
    }

    @Test
    void saysWhatItDidNotWaitForAfterAnEndByForce() throws Exception {
        final Task task = task();
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = RunningReplication.start(task, bounds(100, 2))) {
            pair.write(1);
            pair.awaitCaughtUp(replication);
            blocker.setAutoCommit(false);
            statement.execute("UPDATE faults.keyed SET filler = 'mine' WHERE id = 2");
            pair.write(1);
            ServerPair.execute(pair.up(), ALTER);
            await().atMost(LONG).until(() -> replication.retries() > 0);
            replication.requestStop();
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("the stop took longer than 2 s")
                    .hasMessageContaining("still not applied")
                    .hasMessageContaining("skips what is applied");
            blocker.rollback();
        }
        try (RunningReplication next = RunningReplication.start(task)) {
            pair.finish(next);
        }
        pair.assertCleanEnd();
    }

    private static boolean alterWaits() throws SQLException {
        return !ServerPair.query(
                        pair.down(),
                        "SELECT 1 FROM information_schema.PROCESSLIST WHERE info = '" + ALTER
                                + "' AND state LIKE 'Waiting for table metadata%'")
                .isEmpty();
    }
}
