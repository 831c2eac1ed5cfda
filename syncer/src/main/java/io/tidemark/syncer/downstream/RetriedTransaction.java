// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs small pieces of SQL, each in a transaction, and again if what failed may pass. Each has a connection of its own;
 * between {@link #keep} and {@link #close} they have one after the other, since a connection costs more round trips than
 * what it is made for. Any thread.
 */
public final class RetriedTransaction implements AutoCloseable {
    /**
     * The piece of SQL.
     *
     * @param <T> what it finds out.
     */
    @FunctionalInterface
    public interface Step<T> {
        /**
         * Runs; may be run again, also after it was committed without anybody hearing of it.
         *
         * @param connection inside a transaction, which is committed afterwards.
         * @return what it found out.
         * @throws SQLException as the server or the connection fails.
         */
        T run(Connection connection) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RetriedTransaction.class);

    private final Downstream downstream;
    private final RetryPolicy policy;

    /** For the next step; whoever takes it out has it alone. */
    private final AtomicReference<Connection> kept = new AtomicReference<>();

    private volatile boolean keeping;

    /**
     * Connects to nothing yet.
     *
     * @param downstream where to run.
     * @param policy     how patiently.
     */
    public RetriedTransaction(final Downstream downstream, final RetryPolicy policy) {
        this.downstream = requireNonNull(downstream, "downstream");
        this.policy = requireNonNull(policy, "policy");
    }

    /**
     * Runs a step until it is committed.
     *
     * @param what for messages: to "do this".
     * @param step what to do.
     * @param <T>  what it finds out.
     * @return what it found out.
     * @throws OperatorException    if it is refused, or failed too often.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public <T> T run(final String what, final Step<T> step) throws InterruptedException {
        for (int retry = 1; ; retry++) {
            try {
                return once(step);
            } catch (final SQLException e) {
                if (!MysqlError.isTransient(e) || retry > policy.retries()) {
                    throw new OperatorException(
                            "could not " + what + " on the downstream " + downstream.server() + " ("
                                    + MysqlError.describe(e) + "); "
                                    + (MysqlError.isLockTimeout(e)
                                            ? "a session of an earlier process still holds locks: find it with SHOW"
                                                    + " PROCESSLIST and KILL it"
                                            : "see to the server, then start again"),
                            e);
                }
                LOG.warn("Retry {} of {}, to {}: {}", retry, policy.retries(), what, MysqlError.describe(e));
            }
            policy.pause(retry);
        }
    }

    /** From now on the connection of a step is kept for the next one. */
    public void keep() {
        keeping = true;
    }

    /**
     * Makes the connection of the first step, and keeps it.
     *
     * @throws OperatorException if that is not possible: what, where, and what to do.
     */
    public void check() {
        keep();
        try {
            giveBack(downstream.openForRecords());
        } catch (final SQLException e) {
            throw downstream.explain(e);
        }
    }

    /** Keeps no connection any longer, so that none lies idle; steps can be run all the same. */
    @Override
    public void close() {
        keeping = false;
        final Connection last = kept.getAndSet(null);
        if (last != null) {
            abandon(last);
        }
    }

    private <T> T once(final Step<T> step) throws SQLException {
        final Connection last = kept.getAndSet(null);
        final Connection connection = last == null ? downstream.openForRecords() : last;
        boolean committed = false;
        try {
            final T found = step.run(connection);
            connection.commit();
            committed = true;
            return found;
        } finally {
            if (committed) {
                giveBack(connection);
            } else {
                abandon(connection);
            }
        }
    }

    private void giveBack(final Connection connection) throws SQLException {
        if (!keeping || !kept.compareAndSet(null, connection)) {
            connection.close();
        } else if (!keeping) {
            close(); // which came between
        }
    }

    /** The server rolls back what was not committed. */
    private static void abandon(final Connection connection) {
        try {
            connection.close();
        } catch (final SQLException e) {
            LOG.debug("A connection did not close: {}", e.getMessage());
        }
    }
}
