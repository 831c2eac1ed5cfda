// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.startup;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.JdbcCheckpointStore;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.downstream.CheckpointPool;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An upstream with a row to replicate, and a downstream whose checkpoint tables hold the points of a few or very many tables,
 * one task for each such number. For one thread.
 */
final class StartUp implements AutoCloseable {
    /** Tables that move before the first flush. */
    static final int TOUCHED = 100;

    private static final String SOURCE = "upstream";
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final int CONNECTIONS = 2;

    private final EmbeddedServer up;
    private final EmbeddedServer down;
    private int row;

    private StartUp(final EmbeddedServer up, final EmbeddedServer down) {
        this.up = up;
        this.down = down;
    }

    /** Opens two servers with a table for the rows. */
    static StartUp open() throws SQLException {
        final StartUp opened = new StartUp(
                EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1)),
                EmbeddedServer.open(EmbeddedServerOptions.downstream().with("--innodb-flush-log-at-trx-commit=2")));
        boolean ready = false;
        try {
            for (final EmbeddedServer server : new EmbeddedServer[] {opened.up, opened.down}) {
                execute(
                        server,
                        "CREATE DATABASE bench",
                        "CREATE TABLE bench.first_row (id INT PRIMARY KEY, word VARCHAR(20)) ENGINE=InnoDB CHARSET=utf8mb4");
            }
            ready = true;
        } finally {
            if (!ready) {
                opened.close();
            }
        }
        return opened;
    }

    /** Writes a checkpoint with that many table points, for a task of its own. */
    void prepare(final int tables, final int shapes) {
        try (HikariDataSource pool = pool();
                JdbcCheckpointStore store = store(pool, tables)) {
            store.init();
            ManyPoints.write(store, tables, shapes, end());
        }
    }

    /** Starts with a checkpoint that has been prepared. */
    StartCost measure(final int tables) throws SQLException, InterruptedException {
        final long before = used();
        final double loadSeconds;
        final double flushSeconds;
        final long heldBytes;
        try (HikariDataSource pool = pool();
                JdbcCheckpointStore store = store(pool, tables)) {
            store.init();
            final Checkpoint checkpoint = new Checkpoint(store);
            final long loadStart = System.nanoTime();
            checkpoint.load();
            loadSeconds = secondsSince(loadStart);
            heldBytes = Math.max(0, used() - before);
            final Location now = end();
            for (int number = 0; number < Math.min(TOUCHED, tables); number++) {
                checkpoint.saveTablePoint(ManyPoints.table(number), now);
            }
            // the global point stays: a run takes it as moved by somebody else otherwise
            final long flushStart = System.nanoTime();
            checkpoint.flush();
            flushSeconds = secondsSince(flushStart);
        }
        return new StartCost(tables, loadSeconds, heldBytes, flushSeconds, firstRow(tables));
    }

    private double firstRow(final int tables) throws SQLException, InterruptedException {
        execute(down, "DELETE FROM bench.first_row");
        row++;
        execute(up, "INSERT INTO bench.first_row VALUES (" + row + ", 'here')");
        try (Connection connection = down.connect()) {
            return FirstRow.secondsUntil(task(tables), connection, "SELECT 1 FROM bench.first_row WHERE id = " + row);
        }
    }

    private Task task(final int tables) {
        return new Task(
                name(tables),
                Task.DEFAULT_META_SCHEMA,
                down.server(),
                new Source(SOURCE, up.server(), OptionalLong.empty(), Optional.empty(), Optional.empty()),
                new SyncerSettings(
                        SyncerSettings.DEFAULT_WORKER_COUNT,
                        SyncerSettings.DEFAULT_BATCH,
                        SyncerSettings.DEFAULT_CHECKPOINT_FLUSH_INTERVAL,
                        false,
                        true,
                        FlushMode.ASYNC,
                        Delivery.EXACTLY_ONCE));
    }

    private static String name(final int tables) {
        return "start_" + tables;
    }

    private HikariDataSource pool() {
        return CheckpointPool.open(down.server(), SILENCE, CONNECTIONS);
    }

    private static JdbcCheckpointStore store(final HikariDataSource pool, final int tables) {
        return new JdbcCheckpointStore(pool, Task.DEFAULT_META_SCHEMA, name(tables), SOURCE);
    }

    private Location end() {
        try (Upstream upstream = Upstream.connect(up.server())) {
            return upstream.currentLocation();
        }
    }

    /** What is alive on the heap: to ask for a collection is all that Java has, and HotSpot does as it is asked. */
    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double secondsSince(final long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }

    private static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        up.close();
        down.close();
    }
}
