// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads with a connection to each side, which they keep. Work may be handed in by one thread. */
final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final List<Connection> connections = new ArrayList<>();
    private final BlockingQueue<Lane> free;
    private final ExecutorService threads;
    private final Lane own;

    /** A connection to each side. */
    record Lane(Connection left, Connection right) {
        SideReader reader(final TablePair table, final Side side) {
            return new SideReader(side == Side.LEFT ? left : right, table, side);
        }
    }

    /** What is done on a lane. */
    interface Work<T> {
        T on(Lane lane) throws SQLException;
    }

    Lanes(final ConnectionSource left, final ConnectionSource right, final int count) throws SQLException {
        this.free = new ArrayBlockingQueue<>(count);
        try {
            this.own = open(left, right);
            for (int i = 0; i < count; i++) {
                free.add(open(left, right));
            }
        } catch (final SQLException | RuntimeException e) {
            closeConnections();
            throw e;
        }
        this.threads = Executors.newFixedThreadPool(count, work -> {
            final Thread thread = new Thread(work, "tidemark-verify");
            thread.setDaemon(true);
            return thread;
        });
    }

    private Lane open(final ConnectionSource left, final ConnectionSource right) throws SQLException {
        final Connection onLeft = SideReader.prepare(left.connect());
        connections.add(onLeft);
        final Connection onRight = SideReader.prepare(right.connect());
        connections.add(onRight);
        return new Lane(onLeft, onRight);
    }

    /** The lane of the thread that hands in work. */
    Lane own() {
        return own;
    }

    int count() {
        return connections.size() / 2 - 1;
    }

    <T> CompletableFuture<T> submit(final Work<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    final Lane lane = free.remove(); // there are as many as threads
                    try {
                        return work.on(lane);
                    } catch (final SQLException e) {
                        throw new CompletionException(e);
                    } finally {
                        free.add(lane);
                    }
                },
                threads);
    }

    /** Does not wait for work that is going on; it ends with an error. */
    @Override
    public void close() {
        threads.shutdownNow();
        closeConnections();
    }

    private void closeConnections() {
        for (final Connection connection : connections) {
            try {
                connection.abort(Runnable::run);
            } catch (final SQLException e) {
                LOG.debug("left a connection to the server, which will end it", e);
            }
        }
    }
}
