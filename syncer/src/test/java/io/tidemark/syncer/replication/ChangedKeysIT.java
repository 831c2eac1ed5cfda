// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static io.tidemark.syncer.replication.ServerPair.execute;
import static io.tidemark.syncer.replication.ServerPair.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run that was killed has applied of a table is known to the next run, if the table's keys are the same. */
class ChangedKeysIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final GracefulStop.Bounds SOON = new GracefulStop.Bounds(
            Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(2));
    private static final int TRANSACTIONS = 100;
    private static final int OTHER_WORKERS = 5;

    private static ServerPair pair;

    private int written;

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
        execute(pair.up(), "CREATE OR REPLACE DATABASE keys_it");
        execute(pair.down(), "CREATE OR REPLACE DATABASE keys_it");
        for (final String table : new String[] {
            "CREATE TABLE keys_it.t (id INT PRIMARY KEY, n INT)",
            "CREATE TABLE keys_it.log (a INT NOT NULL, b INT NOT NULL)",
            "CREATE TABLE keys_it.seat (id INT PRIMARY KEY, place INT UNIQUE)",
            "INSERT INTO keys_it.t VALUES (1, 0), (2, 0)",
            "INSERT INTO keys_it.seat SELECT seq, seq FROM keys_it.seq_0_to_99"
        }) {
            execute(pair.up(), table);
            execute(pair.down(), table);
        }
    }

    private void write() throws SQLException {
        try (Connection connection = pair.up().connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                written++;
                statement.execute("BEGIN");
                statement.execute("INSERT INTO keys_it.log VALUES (" + written + ", 1), (" + -written + ", 2)");
                statement.execute("UPDATE keys_it.t SET n = n + 1");
                swap(statement, written % 100, (written * 7 + 1) % 100);
                statement.execute("COMMIT");
            }
        }
    }

    /** Each row has to wait for the one before, unless they go together. */
    private static void swap(final Statement statement, final int one, final int other) throws SQLException {
        statement.execute("SELECT place INTO @one FROM keys_it.seat WHERE id = " + one);
        statement.execute("SELECT place INTO @other FROM keys_it.seat WHERE id = " + other);
        statement.execute("UPDATE keys_it.seat SET place = NULL WHERE id = " + one);
        statement.execute("UPDATE keys_it.seat SET place = @one WHERE id = " + other);
        statement.execute("UPDATE keys_it.seat SET place = @other WHERE id = " + one);
    }

    private static int logged() throws SQLException {
        return Integer.parseInt(query(pair.down(), "SELECT COUNT(*) FROM keys_it.log"));
    }

    private static List<String> rows(final EmbeddedServer server, final String sql) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1) + ':' + row.getString(2));
            }
        }
        return rows;
    }

    private static void assertSame() throws SQLException {
        for (final String table : new String[] {"t", "log", "seat"}) {
            final String rows = "SELECT * FROM keys_it." + table + " ORDER BY 1";
            assertThat(rows(pair.down(), rows)).isEqualTo(rows(pair.up(), rows));
        }
    }

    /** One worker waits for a row's lock and others go on, so they are ahead of the checkpoint when the run is ended. */
    private void breakOff(final Task task) throws SQLException {
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = RunningReplication.start(task, SOON)) {
            write();
            pair.awaitCaughtUp(replication);
            final int before = logged();
            blocker.setAutoCommit(false);
            statement.execute("UPDATE keys_it.t SET n = -1 WHERE id = 2");
            write();
            await().atMost(LONG).until(() -> logged() > before && replication.retries() > 0);
            replication.requestStop();
            assertThat(replication.failure()).isInstanceOf(OperatorException.class);
            blocker.rollback();
        }
    }

    @Test
    void refusesRowsOfATableThatGotAKeyUntilTheRunThatWasKilledIsMadeUpFor() throws SQLException {
        final Task task = pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE);
        breakOff(task);
        execute(pair.down(), "ALTER TABLE keys_it.log ADD PRIMARY KEY (a)");
        try (RunningReplication replication = RunningReplication.start(task)) {
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("`keys_it`.`log`")
                    .hasMessageContaining("no key")
                    .hasMessageContaining("`a`")
                    .hasMessageContaining("Take the change back");
        }
        execute(pair.down(), "ALTER TABLE keys_it.log DROP PRIMARY KEY");
        try (RunningReplication replication = RunningReplication.start(task)) {
            write();
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        assertSame();
        pair.assertCleanEnd();
        execute(pair.down(), "ALTER TABLE keys_it.log ADD PRIMARY KEY (a)");
        try (RunningReplication replication = RunningReplication.start(task)) {
            write();
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        assertSame();
    }

    @Test
    void knowsWithOtherWorkersWhatIsAppliedOfTablesWhoseKeysAreTheSame() throws SQLException {
        final Task task = pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE);
        breakOff(task);
        execute(pair.down(), "ALTER TABLE keys_it.t ADD INDEX (n)");
        try (RunningReplication replication = RunningReplication.start(pair.task(
                pair.up().server(),
                pair.down().server(),
                Delivery.EXACTLY_ONCE,
                OptionalLong.empty(),
                OTHER_WORKERS))) {
            write();
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        assertSame();
    }

    private static String writtenDown() throws SQLException {
        return query(
                pair.down(),
                "SELECT COALESCE(GROUP_CONCAT(table_name, ' ', key_definition ORDER BY table_name SEPARATOR '; '), '')"
                        + " FROM dm_meta.faults_syncer_keys WHERE table_name IN ('log', 't')");
    }

    @Test
    void countsKeysAnewBehindADdl() throws SQLException {
        try (RunningReplication replication = RunningReplication.start(
                pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE))) {
            write();
            pair.awaitCaughtUp(replication);
            assertThat(writtenDown())
                    .isEqualTo("log no key of (`a` integer, `b` integer); t primary key (`id` integer)");
            execute(pair.up(), "ALTER TABLE keys_it.log ADD PRIMARY KEY (a)");
            pair.awaitCaughtUp(replication);
            assertThat(writtenDown()).isEmpty();
            write();
            pair.awaitCaughtUp(replication);
            assertThat(writtenDown()).isEqualTo("log primary key (`a` integer); t primary key (`id` integer)");
            replication.stop();
        }
        assertSame();
        assertThat(writtenDown()).isEmpty();
    }
}
