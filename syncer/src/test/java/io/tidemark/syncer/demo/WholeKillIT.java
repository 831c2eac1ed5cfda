// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static io.tidemark.syncer.demo.Kills.count;
import static io.tidemark.syncer.demo.Kills.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Transactions;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * A real process that keeps transactions whole, killed with SIGKILL again and again. Its rows have no key and many are equal,
 * and each transaction leaves the sum at zero and the number of rows a multiple of three: somebody who reads all the time
 * would see a part of one.
 */
class WholeKillIT {
    private static final int KILLS = 3;
    private static final int TRANSACTIONS = 60;

    /** What a reader saw. */
    private record Seen(Set<Long> parts, Set<Long> sizes) {}

    @Test
    void nobodySeesAPartOfATransactionWhateverIsKilled() throws Exception {
        final long seed = Long.getLong("tidemark.kill.seed", System.nanoTime());
        final Random random = new Random(seed);
        final String replay = "replay with -Dtidemark.kill.seed=" + seed;
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(up.server())) {
            for (final EmbeddedServer server : List.of(up, down)) {
                execute(server, "CREATE DATABASE once", "CREATE TABLE once.entry (n INT, b VARCHAR(20)) ENGINE=InnoDB");
            }
            final Location start = binlog.currentLocation();
            final AtomicBoolean stop = new AtomicBoolean();
            final CompletableFuture<Seen> reader = read(down, stop);
            try (DemoTask three = task(3, up, down, start);
                    DemoTask five = task(5, up, down, start)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    try (ReplicationProcess process = (kill % 2 == 0 ? three : five).start()) {
                        write(up, random, TRANSACTIONS);
                        await(replay)
                                .atMost(Kills.LONG)
                                .until(() -> process.status().rowsApplied() > 0 || !process.isRunning());
                        write(up, random, 1 + random.nextInt(TRANSACTIONS));
                        process.requireRunning();
                        process.kill();
                    }
                }
                Kills.finish(five, binlog.currentLocation(), replay);
            } finally {
                stop.set(true);
            }
            assertThat(reader.join().parts()).as(replay).containsExactly(0L);
            assertThat(reader.join().sizes()).as("it has read meanwhile").hasSizeGreaterThan(2 * KILLS);
            assertThat(new TableComparison(up::connect, down::connect).compare(List.of("once")))
                    .as(replay)
                    .hasSize(1)
                    .allMatch(ComparedTable::equal);
            assertThat(count(down, "dm_meta.demo_syncer_progress"))
                    .as("a clean end leaves no progress")
                    .isZero();
        }
    }

    private static DemoTask task(
            final int workers, final EmbeddedServer up, final EmbeddedServer down, final Location start)
            throws Exception {
        return Kills.task(workers, up, down, start, Delivery.EXACTLY_ONCE, Transactions.WHOLE);
    }

    private static void write(final EmbeddedServer up, final Random random, final int transactions)
            throws SQLException {
        try (Connection connection = up.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE once");
            for (int i = 0; i < transactions; i++) {
                final int n = random.nextInt(5);
                statement.execute("BEGIN");
                statement.execute("INSERT INTO entry VALUES (" + n + ", 'x'), (" + n + ", 'x'), (" + n + ", 'y')");
                statement.execute("INSERT INTO entry VALUES (" + -3 * n + ", 'x'), (0, 'x'), (0, 'y')");
                statement.execute("INSERT INTO entry VALUES (0, 'x'), (0, 'y'), (0, 'y')");
                statement.execute("DELETE FROM entry WHERE n = 0 LIMIT " + (random.nextBoolean() ? 3 : 0));
                statement.execute("UPDATE entry SET n = n + 1 ORDER BY n LIMIT 2");
                statement.execute("UPDATE entry SET n = n - 1 ORDER BY n DESC LIMIT 2");
                statement.execute("COMMIT");
            }
        }
    }

    /** Reads again and again until it is told to stop. */
    private static CompletableFuture<Seen> read(final EmbeddedServer down, final AtomicBoolean stop) {
        return CompletableFuture.supplyAsync(() -> {
            final Seen seen = new Seen(new HashSet<>(), new HashSet<>());
            try (Connection connection = down.connect();
                    Statement statement = connection.createStatement()) {
                while (!stop.get()) {
                    try (ResultSet row =
                            statement.executeQuery("SELECT COALESCE(SUM(n), 0), COUNT(*) FROM once.entry")) {
                        row.next();
                        seen.parts().add(Math.abs(row.getLong(1)) + row.getLong(2) % 3);
                        seen.sizes().add(row.getLong(2));
                    }
                }
            } catch (final SQLException e) {
                throw new CompletionException(e);
            }
            return seen;
        });
    }
}
