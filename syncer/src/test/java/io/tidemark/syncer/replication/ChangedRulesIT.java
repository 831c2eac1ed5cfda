// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static io.tidemark.syncer.replication.ServerPair.execute;
import static io.tidemark.syncer.replication.ServerPair.query;
import static io.tidemark.syncer.routing.RuleTexts.ignore;
import static io.tidemark.syncer.routing.RuleTexts.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.routing.BlockAllowList;
import io.tidemark.syncer.routing.EventFilter;
import io.tidemark.syncer.routing.FilterRule;
import io.tidemark.syncer.routing.TableRules;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run that was killed has applied of merged tables is known to the next run, if that goes by the same rules. */
class ChangedRulesIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final GracefulStop.Bounds SOON = new GracefulStop.Bounds(
            Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(2));
    private static final int TRANSACTIONS = 100;

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
    void createTables() throws SQLException {
        pair.reset();
        execute(
                pair.down(),
                "CREATE OR REPLACE DATABASE merged",
                "CREATE TABLE merged.t (id INT PRIMARY KEY, n INT)",
                "CREATE TABLE merged.log (a INT)");
        for (final String shard : List.of("shard_1", "shard_2")) {
            execute(
                    pair.up(),
                    "CREATE OR REPLACE DATABASE " + shard,
                    "CREATE TABLE " + shard + ".t (id INT PRIMARY KEY, n INT)",
                    "CREATE TABLE " + shard + ".log (a INT)");
        }
        execute(pair.up(), "INSERT INTO shard_1.t VALUES (1, 0)", "INSERT INTO shard_2.t VALUES (2, 0)");
        execute(pair.down(), "INSERT INTO merged.t VALUES (1, 0), (2, 0)");
    }

    private static Task with(final Task task, final FilterRule... filters) {
        return new Task(
                task.name(),
                task.metaSchema(),
                task.target(),
                task.source(),
                task.syncer(),
                task.ddl(),
                new TableRules(
                        task.metaSchema(),
                        BlockAllowList.EVERYTHING,
                        new EventFilter(List.of(filters)),
                        router("shard_* > merged")));
    }

    private static void write() throws SQLException {
        try (Connection connection = pair.up().connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                statement.execute("BEGIN");
                statement.execute("INSERT INTO shard_1.log VALUES (" + i % 5 + "), (" + i % 7 + ")");
                statement.execute("UPDATE shard_1.t SET n = n + 1");
                statement.execute("INSERT INTO shard_2.log VALUES (" + i % 5 + ")");
                statement.execute("UPDATE shard_2.t SET n = n + 2");
                statement.execute("COMMIT");
            }
        }
    }

    private static int logged() throws SQLException {
        return Integer.parseInt(query(pair.down(), "SELECT COUNT(*) FROM merged.log"));
    }

    private static void assertMerged() throws SQLException {
        assertMerged("t", "id, n");
        assertMerged("log", "a");
    }

    /** The same rows, each as often. */
    private static void assertMerged(final String table, final String columns) throws SQLException {
        final String counted = "SELECT GROUP_CONCAT(y ORDER BY y) FROM (SELECT CONCAT_WS(':', " + columns
                + ", COUNT(*)) y FROM (%s) x GROUP BY " + columns + ") z";
        final String rows = "SELECT " + columns + " FROM ";
        assertThat(query(pair.down(), counted.formatted(rows + "merged." + table)))
                .isNotEmpty()
                .isEqualTo(query(
                        pair.up(),
                        counted.formatted(rows + "shard_1." + table + " UNION ALL " + rows + "shard_2." + table)));
    }

    /** One worker waits for a row's lock and others go on, so they are ahead of the checkpoint when the run is ended. */
    private static void breakOff(final Task task) throws SQLException {
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = RunningReplication.start(task, SOON)) {
            write();
            pair.awaitCaughtUp(replication);
            assertMerged();
            final int before = logged();
            blocker.setAutoCommit(false);
            statement.execute("UPDATE merged.t SET n = -1 WHERE id = 2");
            write();
            await().atMost(LONG).until(() -> logged() > before && replication.retries() > 0);
            replication.requestStop();
            assertThat(replication.failure()).isInstanceOf(OperatorException.class);
            blocker.rollback();
        }
    }

    @Test
    void refusesOtherRulesUntilTheRunThatWasKilledIsMadeUpFor() throws SQLException {
        final Task task = with(pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE));
        final Task changed = with(task, ignore("shard_1.log", "insert"));
        breakOff(task);
        try (RunningReplication replication = RunningReplication.start(changed)) {
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("were others then")
                    .hasMessageContaining("Take them back");
        }
        final Task ofStatements = with(task, ignore("shard_1.log", "truncate table"));
        try (RunningReplication replication = RunningReplication.start(ofStatements)) {
            write();
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        assertMerged();
        pair.assertCleanEnd();
        final int before = logged();
        try (RunningReplication replication = RunningReplication.start(changed)) {
            write();
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        assertThat(logged()).isEqualTo(before + TRANSACTIONS);
    }
}
