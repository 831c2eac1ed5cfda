// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.startup;

import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.replication.StatusFormat;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A run of a task, from its start until its first row is downstream. */
final class FirstRow {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private FirstRow() {}

    /**
     * Starts a run, waits for its row, and stops it.
     *
     * @param connection to the downstream, in autocommit.
     * @param query      finds the row.
     * @return how long it took until the row was there.
     * @throws CompletionException if the run fails.
     */
    static double secondsUntil(final Task task, final Connection connection, final String query)
            throws SQLException, InterruptedException {
        final Replication replication = new Replication(
                task,
                new RunOptions(Optional.empty(), Optional.empty(), StatusFormat.NONE, Duration.ofSeconds(1), false),
                new PrintWriter(Writer.nullWriter()));
        final long start = System.nanoTime();
        final CompletableFuture<Void> ended =
                CompletableFuture.runAsync(() -> run(replication), job -> new Thread(job, "start-up").start());
        try {
            while (!finds(connection, query)) {
                if (ended.isDone()) {
                    ended.join();
                    throw new IllegalStateException("the run has ended without its row");
                }
                LockSupport.parkNanos(LOOK_NS);
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            replication.stop();
            ended.join();
        }
    }

    private static void run(final Replication replication) {
        try {
            replication.run();
        } catch (final InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static boolean finds(final Connection connection, final String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }
}
