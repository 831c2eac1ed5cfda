// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the downstream, and again if what failed may pass: a table may be seen first while the server restarts. All
 * questions go over one connection, and over another when that is lost. For one thread.
 */
public final class RetriedQuestions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetriedQuestions.class);

    /** A connection that was silent for longer may be lost, which a question would find out only after minutes. */
    private static final long TRUSTED_NS = Duration.ofSeconds(10).toNanos();

    private static final int ALIVE_WITHIN_SECONDS = 10;

    private final Downstream downstream;
    private final RetryPolicy policy;

    /** Null while there is none. */
    private Connection connection;

    private long answeredAt;

    /**
     * What is asked, or noted.
     *
     * @param <T> the answer.
     */
    @FunctionalInterface
    public interface Question<T> {
        /**
         * Asks; may be asked again, also after an answer that nobody got.
         *
         * @param connection each statement is a transaction of its own.
         * @return the answer.
         * @throws SQLException as the server or the connection fails.
         */
        T ask(Connection connection) throws SQLException;
    }

    /**
     * Connects to nothing yet.
     *
     * @param downstream whom to ask.
     */
    public RetriedQuestions(final Downstream downstream) {
        this.downstream = requireNonNull(downstream, "downstream");
        this.policy = RetryPolicy.DEFAULT;
    }

    Downstream downstream() {
        return downstream;
    }

    /**
     * Asks until there is an answer.
     *
     * @param what     for messages: about "this".
     * @param question what to ask.
     * @param <T>      the answer.
     * @return the answer.
     * @throws OperatorException if there is none, or the thread is interrupted while it pauses; it stays so.
     */
    public <T> T ask(final String what, final Question<T> question) {
        for (int retry = 1; ; retry++) {
            try {
                connect();
                final T answer = question.ask(connection);
                answeredAt = System.nanoTime();
                return answer;
            } catch (final SQLException e) {
                close();
                if (!MysqlError.isTransient(e) || retry > policy.retries()) {
                    throw downstream.explain(e);
                }
                LOG.warn("Retry {} of {}, about {}: {}", retry, policy.retries(), what, MysqlError.describe(e));
                pause(what, retry);
            }
        }
    }

    private void connect() throws SQLException {
        if (connection != null
                && System.nanoTime() - answeredAt > TRUSTED_NS
                && !connection.isValid(ALIVE_WITHIN_SECONDS)) {
            close();
        }
        if (connection == null) {
            connection = downstream.openForQuestions();
        }
    }

    /** Lets go of the connection; the next question would make another one. */
    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (final SQLException e) {
            LOG.debug("A connection did not close: {}", e.getMessage());
        }
        connection = null;
    }

    private void pause(final String what, final int retry) {
        try {
            policy.pause(retry);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperatorException("interrupted while asking " + downstream.server() + " about " + what, e);
        }
    }
}
