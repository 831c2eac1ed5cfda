// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.pipeline.Idling;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;

/**
 * The contenders of {@link WaitStrategyBenchmark}: those that the pipeline has names for, and others. Those that back off:
 * spins, yields, shortest and longest park.
 */
public enum IdleStrategies {
    /** Never gives its core away. */
    BUSY_SPIN,
    /** Lets others go first. */
    YIELD,
    /** The pipeline's default. */
    BACKOFF_10_20_1US_1MS,
    /** Parks for a shorter time at most. */
    BACKOFF_10_20_1US_100US,
    /** Parks for a longer time at once. */
    BACKOFF_10_20_50US_1MS,
    /** Parks at once. */
    BACKOFF_0_0_1US_1MS,
    /** Spins and yields for longer. */
    BACKOFF_100_200_1US_1MS,
    /** Sleeps a fixed time. */
    SLEEP_100US,
    /** Sleeps a fixed time. */
    SLEEP_1MS;

    IdleStrategy newStrategy() {
        return switch (this) {
            case BUSY_SPIN -> Idling.BUSY_SPIN.get();
            case YIELD -> Idling.YIELD.get();
            case BACKOFF_10_20_1US_1MS -> Idling.BACKOFF.get();
            case BACKOFF_10_20_1US_100US -> Idling.SHORT_BACKOFF.get();
            case BACKOFF_10_20_50US_1MS -> backoff(10, 20, 50);
            case BACKOFF_0_0_1US_1MS -> backoff(0, 0, 1);
            case BACKOFF_100_200_1US_1MS -> backoff(100, 200, 1);
            case SLEEP_100US -> new SleepingIdleStrategy(TimeUnit.MICROSECONDS.toNanos(100));
            case SLEEP_1MS -> Idling.SLEEP.get();
        };
    }

    private static IdleStrategy backoff(final int spins, final int yields, final long minParkUs) {
        return new BackoffIdleStrategy(
                spins, yields, TimeUnit.MICROSECONDS.toNanos(minParkUs), TimeUnit.MILLISECONDS.toNanos(1));
    }
}
