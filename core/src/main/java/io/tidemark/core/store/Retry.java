// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats work whose failure may pass, with pauses that double up to a bound. Only for work that may be done twice.
 *
 * @param maxAttempts  how often the work is done at most, at least 1.
 * @param firstPauseMs the pause after the first failure, in milliseconds.
 * @param maxPauseMs   the longest pause, in milliseconds.
 * @param pause        how a pause is spent.
 */
record Retry(int maxAttempts, long firstPauseMs, long maxPauseMs, Pause pause) {
    /**
     * Bridges a failover of a proxy, a deadlock or a moment of read-only in about three seconds of pauses. Longer
     * outages belong to the caller, who tries the whole flush again.
     */
    static final Retry STANDARD = new Retry(6, 100, 2_000, TimeUnit.MILLISECONDS::sleep);

    private static final Logger LOGGER = LoggerFactory.getLogger(Retry.class);

    /** Spends the time between two attempts. */
    interface Pause {
        void spend(long millis) throws InterruptedException;
    }

    /** What is tried. */
    interface Work {
        void attempt() throws SQLException;
    }

    /**
     * Does the work once, and again while its failure may pass.
     *
     * @throws CheckpointStoreException the last failure, with the number of attempts.
     */
    void run(final String what, final Work work) {
        long pauseMs = firstPauseMs;
        for (int attempt = 1; ; attempt++) {
            try {
                work.attempt();
                return;
            } catch (final SQLException e) {
                if (attempt == maxAttempts || !SqlFailure.mayPass(e)) {
                    throw failed(what, attempt, "", e);
                }
                LOGGER.warn(
                        "Could not {}, attempt {} of {}, again in {} ms: {}",
                        what,
                        attempt,
                        maxAttempts,
                        pauseMs,
                        SqlFailure.reason(e));
                try {
                    pause.spend(pauseMs);
                } catch (final InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw failed(what, attempt, ", then interrupted", e);
                }
            }
            pauseMs = Math.min(pauseMs * 2, maxPauseMs);
        }
    }

    private static CheckpointStoreException failed(
            final String what, final int attempts, final String end, final SQLException e) {
        final String tried = "tried " + (attempts == 1 ? "once" : attempts + " times") + end;
        return new CheckpointStoreException("Could not " + what + ", " + tried + ": " + SqlFailure.reason(e), e);
    }
}
