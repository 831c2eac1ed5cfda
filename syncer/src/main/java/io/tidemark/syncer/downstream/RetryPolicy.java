// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often and how patiently something that may pass is tried again.
 *
 * @param retries    how many times at most, after the first attempt.
 * @param firstDelay before the first retry; it doubles from retry to retry.
 * @param maxDelay   the longest delay.
 */
public record RetryPolicy(int retries, Duration firstDelay, Duration maxDelay) {
    /** Retries for about a minute and a half: enough for a restart with recovery, or a switch of roles. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(24, Duration.ofMillis(100), Duration.ofSeconds(5));

    /** Refuses values that make no sense. */
    public RetryPolicy {
        requireNonNull(firstDelay, "firstDelay");
        requireNonNull(maxDelay, "maxDelay");
        if (retries < 0 || firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("retries >= 0 and 0 <= firstDelay <= maxDelay wanted, not " + retries
                    + ", " + firstDelay + ", " + maxDelay);
        }
    }

    /**
     * How long to wait before a retry.
     *
     * @param retry its number, from 1.
     * @return the delay.
     */
    public Duration delay(final int retry) {
        final Duration delay = firstDelay.multipliedBy(1L << Math.min(retry - 1, 30));
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }

    /**
     * Waits before a retry.
     *
     * @param retry its number, from 1.
     * @throws InterruptedException if the thread is interrupted meanwhile.
     */
    public void pause(final int retry) throws InterruptedException {
        Thread.sleep(delay(retry).toMillis());
    }
}
