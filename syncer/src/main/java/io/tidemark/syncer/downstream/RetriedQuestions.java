// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.syncer.failure.OperatorException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the downstream, and again if what failed may pass: a table may be seen first while the server restarts. */
final class RetriedQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(RetriedQuestions.class);

    private final Downstream downstream;
    private final RetryPolicy policy;

    /** What is asked; makes a new connection when the last one is lost. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    RetriedQuestions(final Downstream downstream, final RetryPolicy policy) {
        this.downstream = downstream;
        this.policy = policy;
    }

    /**
     * Asks until there is an answer.
     *
     * @param what for messages: to read "this".
     * @throws OperatorException if there is none, or the thread is interrupted while it pauses; it stays so.
     */
    <T> T ask(final String what, final Question<T> question) {
        for (int retry = 1; ; retry++) {
            try {
                return question.ask();
            } catch (final SQLException e) {
                if (!MysqlError.isTransient(e) || retry > policy.retries()) {
                    throw downstream.explain(e);
                }
                LOG.warn("Retry {} of {}, to read {}: {}", retry, policy.retries(), what, MysqlError.describe(e));
                pause(what, retry);
            }
        }
    }

    private void pause(final String what, final int retry) {
        try {
            policy.pause(retry);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperatorException("interrupted while reading " + what + " from " + downstream.server(), e);
        }
    }
}
