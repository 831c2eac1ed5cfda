// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs small pieces of SQL, each in a transaction and on a connection of its own, and again if what failed may pass. Any
 * thread.
 */
public final class RetriedTransaction {
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
    /** Retries, which are logged, tell more than one long wait. */
    private static final String SHORT_LOCK_WAITS = "SET SESSION innodb_lock_wait_timeout = 5";

    private final Downstream downstream;
    private final RetryPolicy policy;

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
            try (Connection connection = downstream.openForRows()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(SHORT_LOCK_WAITS);
                }
                final T found = step.run(connection);
                connection.commit();
                return found;
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
}
