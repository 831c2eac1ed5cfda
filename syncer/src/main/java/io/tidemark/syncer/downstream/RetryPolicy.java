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
    /** Ten retries within about half a minute: enough for a restart or a switch of roles. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(10, Duration.ofMillis(100), Duration.ofSeconds(5));

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
     * Waits before a retry.
     *
     * @param retry its number, from 1.
     * @throws InterruptedException if the thread is interrupted meanwhile.
     */
    public void pause(final int retry) throws InterruptedException {
        final long factor = 1L << Math.min(retry - 1, 30);
        final Duration delay = firstDelay.multipliedBy(factor);
        Thread.sleep(delay.compareTo(maxDelay) < 0 ? delay.toMillis() : maxDelay.toMillis());
    }
}
