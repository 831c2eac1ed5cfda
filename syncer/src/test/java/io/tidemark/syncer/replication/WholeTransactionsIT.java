// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static io.tidemark.syncer.replication.ServerPair.execute;
import static io.tidemark.syncer.replication.ServerPair.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.task.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions that are kept whole are seen whole, and applied once whatever ends a run. */
class WholeTransactionsIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final GracefulStop.Bounds SOON = new GracefulStop.Bounds(
            Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(2));
    private static final int ACCOUNTS = 1000;

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
        for (final EmbeddedServer server : List.of(pair.up(), pair.down())) {
            execute(
                    server,
                    "CREATE TABLE faults.account (id INT PRIMARY KEY, n INT) ENGINE=InnoDB",
                    "CREATE TABLE faults.vault (id INT PRIMARY KEY, n INT) ENGINE=InnoDB",
                    "INSERT INTO faults.account SELECT seq, 100 FROM faults.seq_1_to_" + ACCOUNTS,
                    "INSERT INTO faults.vault SELECT id, 100 FROM faults.account");
        }
    }

    private static Task task(final Transactions transactions, final int workers, final Delivery delivery) {
        return task(pair.task(pair.up().server(), pair.down().server(), delivery), transactions, workers, delivery);
    }

    private static Task task(
            final Task from, final Transactions transactions, final int workers, final Delivery delivery) {
        return with(
                from,
                new SyncerSettings(workers, 100, Duration.ofMillis(50), false, true, FlushMode.ASYNC, delivery)
                        .withTransactions(transactions));
    }

    private static Task with(final Task task, final SyncerSettings settings) {
        return new Task(task.name(), task.metaSchema(), task.target(), task.source(), settings);
    }

    /** From any account to any vault. */
    private static void transfer(final int transactions, final long seed) throws SQLException {
        final Random random = new Random(seed);
        transfer(transactions, i -> 1 + random.nextInt(ACCOUNTS));
    }

    /** From accounts to vaults, each noted twice in a table without a key. */
    private static void transfer(final int transactions, final IntUnaryOperator account) throws SQLException {
        try (Connection connection = pair.up().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE faults");
            for (int i = 0; i < transactions; i++) {
                final int from = account.applyAsInt(i);
                final int to = account.applyAsInt(i);
                final int amount = 1 + from % 9;
                final int note = to / 2;
                statement.execute("BEGIN");
                statement.execute("UPDATE account SET n = n - " + amount + " WHERE id = " + from);
                statement.execute("INSERT INTO keyless VALUES (" + amount + ", 'out " + note + "')");
                statement.execute("UPDATE vault SET n = n + " + amount + " WHERE id = " + to);
                statement.execute("INSERT INTO keyless VALUES (" + amount + ", 'in " + note + "')");
                statement.execute("COMMIT");
            }
        }
    }

    /** Reads again and again until it is told to stop; how often each answer came. */
    private static CompletableFuture<Map<String, Integer>> read(final AtomicBoolean stop) {
        return CompletableFuture.supplyAsync(() -> {
            final Map<String, Integer> answers = new HashMap<>();
            try (Connection connection = pair.down().connect();
                    Statement statement = connection.createStatement()) {
                while (!stop.get()) {
                    try (ResultSet row = statement.executeQuery(
                            "SELECT (SELECT SUM(n) FROM faults.account) + (SELECT SUM(n) FROM faults.vault),"
                                    + " (SELECT COUNT(*) % 2 FROM faults.keyless)")) {
                        row.next();
                        answers.merge(row.getString(1) + "," + row.getString(2), 1, Integer::sum);
                    }
                }
            } catch (final SQLException e) {
                throw new CompletionException(e);
            }
            return answers;
        });
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void readersNeverSeeAPartOfATransaction(final Delivery delivery) throws Exception {
        final AtomicBoolean stop = new AtomicBoolean();
        final CompletableFuture<Map<String, Integer>> reader = read(stop);
        try (RunningReplication replication = RunningReplication.start(task(Transactions.WHOLE, 8, delivery))) {
            transfer(400, 1);
            pair.finish(replication);
            assertThat(replication.tornTransactions()).isZero();
        } finally {
            stop.set(true);
        }
        assertThat(reader.get()).containsOnlyKeys(2 * 100 * ACCOUNTS + ",0");
        assertThat(query(pair.down(), "SELECT COUNT(*) FROM faults.keyless")).isEqualTo("800");
        if (delivery == Delivery.EXACTLY_ONCE) {
            pair.assertCleanEnd();
        }
    }

    /** A row's lock keeps one worker from going on, and others are ahead of the checkpoint when the run is ended. */
    private static void breakOff(final Task task, final String locking, final Work work) throws SQLException {
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = RunningReplication.start(task, SOON)) {
            transfer(5, 2);
            pair.awaitCaughtUp(replication);
            blocker.setAutoCommit(false);
            statement.execute(locking);
            final int before = noted();
            work.write();
            await().atMost(LONG).until(() -> noted() > before + 1000 && replication.retries() > 0);
            replication.requestStop();
            assertThat(replication.failure()).isInstanceOf(OperatorException.class);
            blocker.rollback();
        }
    }

    private interface Work {
        void write() throws SQLException;
    }

    private static int noted() throws SQLException {
        return Integer.parseInt(query(pair.down(), "SELECT COUNT(*) FROM faults.keyless"));
    }

    /** Larger than what is kept whole, and in the way of nobody but for its first row. */
    private static void writeLarge() throws SQLException {
        try (Connection connection = pair.up().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE faults");
            statement.execute("BEGIN");
            statement.execute("UPDATE account SET n = n + 1 WHERE id = 7");
            statement.execute(
                    "INSERT INTO keyless SELECT seq % 1000, '' FROM seq_1_to_" + (HeldTransaction.MAX_ROWS + 1000));
            statement.execute("COMMIT");
        }
    }

    @Test
    void areAppliedOnceAfterARunThatWasBrokenOff() throws SQLException {
        final Task task = task(Transactions.WHOLE, 4, Delivery.EXACTLY_ONCE);
        breakOff(task, "UPDATE faults.account SET n = 0 WHERE id = 20", () -> {
            transfer(200, i -> 1 + i);
            writeLarge();
        });
        final Task rowByRow = with(task, task.syncer().withTransactions(Transactions.ROWS));
        try (RunningReplication replication = RunningReplication.start(rowByRow)) {
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("tidemark.transactions")
                    .hasMessageContaining("Take them back");
        }
        try (RunningReplication replication =
                RunningReplication.start(task(task, Transactions.WHOLE, 3, Delivery.EXACTLY_ONCE))) {
            pair.finish(replication);
            assertThat(replication.tornTransactions()).isEqualTo(1);
        }
        pair.assertCleanEnd();
        try (RunningReplication replication = RunningReplication.start(rowByRow)) {
            transfer(20, 4);
            pair.finish(replication);
        }
    }
}
