// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static io.tidemark.syncer.demo.Kills.LONG;
import static io.tidemark.syncer.demo.Kills.count;
import static io.tidemark.syncer.demo.Kills.execute;
import static io.tidemark.syncer.demo.Kills.finish;
import static io.tidemark.syncer.demo.Kills.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A real process, killed with SIGKILL again and again, also while it recovers, and each time started with another number of
 * workers. Most rows are equal to others and have no key, so a row that is repeated or lost shows in the end.
 */
class KeylessKillIT {
    private static final int TRANSACTIONS = 1500;
    private static final int KILLS = 8;

    @Test
    void holdsEachRowOnceAfterManyKills() throws Exception {
        final long seed = Long.getLong("tidemark.kill.seed", System.nanoTime());
        final Random random = new Random(seed);
        final String replay = "replay with -Dtidemark.kill.seed=" + seed;
        final AtomicInteger written = new AtomicInteger();
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(up.server())) {
            final Location start = binlog.currentLocation();
            try (DemoTask four = task(4, up, down, start, Delivery.EXACTLY_ONCE);
                    DemoTask seven = task(7, up, down, start, Delivery.EXACTLY_ONCE)) {
                final CompletableFuture<Void> writing =
                        CompletableFuture.runAsync(() -> write(up, new Random(seed + 1), written));
                for (int kill = 1; kill <= KILLS; kill++) {
                    try (ReplicationProcess process = (kill % 2 == 0 ? four : seven).start()) {
                        final int moment = written.get() + random.nextInt(TRANSACTIONS / KILLS);
                        await(replay)
                                .atMost(LONG)
                                .until(() -> (process.status().rowsApplied() > 0 && written.get() >= moment)
                                        || writing.isDone());
                        process.requireRunning();
                        process.kill();
                    }
                }
                writing.join();
                finish(four, binlog.currentLocation(), replay);
                assertThat(new TableComparison(up::connect, down::connect).compare(List.of("once")))
                        .as(replay)
                        .hasSize(3)
                        .allMatch(ComparedTable::equal);
                assertThat(count(down, "dm_meta.demo_syncer_progress"))
                        .as("a clean end leaves no progress")
                        .isZero();
                assertThat(count(down, "dm_meta.demo_syncer_ddl")).isZero();
            }
        }
    }

    /** As after DM: a checkpoint without progress, and rows beyond it that are applied. */
    @Test
    void takesOverWhatWasAppliedAtLeastOnceAndIsKilledMeanwhile() throws Exception {
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(up.server())) {
            final Location start = binlog.currentLocation();
            final Workload workload = new Workload(up::connect, new WorkloadOptions("shop", 6000, 4, 1, 1500));
            try (DemoTask other = task(4, up, down, start, Delivery.AT_LEAST_ONCE);
                    DemoTask own = task(5, up, down, start, Delivery.EXACTLY_ONCE)) {
                final CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                    try {
                        workload.run();
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                for (final DemoTask task : List.of(other, own, own, other)) {
                    try (ReplicationProcess process = task.start()) {
                        await().atMost(LONG).until(() -> process.status().rowsApplied() > 100 || writing.isDone());
                        process.requireRunning();
                        process.kill();
                    }
                }
                writing.join();
                finish(own, binlog.currentLocation(), "taken over");
            }
            assertThat(new TableComparison(up::connect, down::connect).compare(List.of("shop")))
                    .hasSize(6)
                    .allMatch(ComparedTable::equal);
        }
    }

    @Test
    void keepsWhatItKnowsWhenItIsStoppedWhileItSkips() throws Exception {
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(up.server())) {
            final DemoOptions never = new DemoOptions(1, 3, Duration.ofHours(1), FlushMode.ASYNC, 1, false);
            try (DemoTask task = DemoTask.write(never, up.server(), down.server(), binlog.currentLocation())) {
                execute(up, "CREATE DATABASE once", "CREATE TABLE once.plain (a INT)");
                for (int i = 0; i < 50; i++) {
                    execute(up, "INSERT INTO once.plain VALUES (1), (2), (3), (4)");
                }
                final Location middle = binlog.currentLocation();
                for (int i = 0; i < 50; i++) {
                    execute(up, "INSERT INTO once.plain VALUES (1), (2), (3), (4)");
                }
                try (ReplicationProcess process = task.start()) {
                    await().atMost(LONG).until(() -> process.status().rowsApplied() == 400);
                    process.kill();
                }
                finish(task, middle, "stopped in the middle");
                assertThat(count(down, "dm_meta.demo_syncer_progress")).isPositive();
                finish(task, binlog.currentLocation(), "at the end");
                assertThat(count(down, "once.plain")).isEqualTo(400);
                assertThat(count(down, "dm_meta.demo_syncer_progress")).isZero();
            }
        }
    }

    private static void write(final EmbeddedServer up, final Random random, final AtomicInteger written) {
        try (Connection connection = up.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE once");
            statement.execute("USE once");
            statement.execute("CREATE TABLE plain (a INT, b VARCHAR(20))");
            statement.execute("CREATE TABLE counter (id INT PRIMARY KEY, n INT NOT NULL)");
            statement.execute("CREATE TABLE log0 (a INT)");
            statement.execute("INSERT INTO counter VALUES (1, 0), (2, 0), (3, 0)");
            for (int i = 0; i < TRANSACTIONS; i++) {
                statement.execute("BEGIN");
                for (int j = random.nextInt(4); j >= 0; j--) {
                    statement.execute(change(random, i));
                }
                statement.execute("COMMIT");
                if (i % 250 == 125) {
                    for (final String ddl : ddl(i / 250)) {
                        statement.execute(ddl);
                    }
                }
                written.set(i);
                Thread.sleep(random.nextInt(12));
            }
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String change(final Random random, final int i) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 ->
                "INSERT INTO plain (a, b) VALUES (" + i % 7 + ", 'x'), (" + i % 7 + ", 'x'), (" + i % 5 + ", 'y')";
            case 3 -> "UPDATE plain SET a = a + 1 WHERE a = " + i % 7 + " LIMIT 2";
            case 4 -> "DELETE FROM plain WHERE a = " + i % 9 + " LIMIT 1";
            default -> "UPDATE counter SET n = n + 1 WHERE id = " + (1 + i % 3);
        };
    }

    /** Statements that would fail, or lose rows, if they were executed twice or not at all. */
    private static List<String> ddl(final int round) {
        return switch (round) {
            case 0 -> List.of("ALTER TABLE plain ADD COLUMN c INT DEFAULT 3", "ALTER TABLE plain ADD INDEX (a)");
            case 1 -> List.of("INSERT INTO log0 VALUES (1)", "TRUNCATE TABLE log0", "INSERT INTO log0 VALUES (2)");
            case 2 -> List.of("CREATE TABLE gone LIKE plain", "DROP TABLE gone");
            case 3 ->
                List.of(
                        "CREATE TABLE twin LIKE log0",
                        "INSERT INTO twin VALUES (7), (7)",
                        "RENAME TABLE twin TO tmp, log0 TO twin, tmp TO log0",
                        "INSERT INTO log0 VALUES (8)",
                        "DROP TABLE twin");
            case 4 -> List.of("ALTER TABLE plain DROP COLUMN c");
            default -> List.of("RENAME TABLE plain TO simple", "RENAME TABLE simple TO plain");
        };
    }
}
