// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * How a thread of the pipeline waits for work: the sooner it sees some, the more of a processor it takes while there is
 * none. A pipeline has a thread a worker and two more, and its source waits in the same way.
 */
public enum Idling implements Supplier<IdleStrategy> {
    /**
     * Looks again at once. Work is seen soonest, and each thread takes a whole core for ever: only where there are more
     * cores than threads, else those who have work wait for those who look for it.
     */
    BUSY_SPIN,
    /**
     * Looks again as soon as others have had their turn. Takes all cores too, but gives way to whoever has work, at the cost
     * of a call of the system each time.
     */
    YIELD,
    /**
     * The default. Looks again a few times, yields a few times, then parks for 1 µs, twice as long each time, up to 1 ms.
     * While rows flow nearly nothing is lost; an idle thread takes little; what comes after a rest may wait for 1 ms at
     * each hand-over on its way.
     */
    BACKOFF,
    /** The same, but parks for 100 µs at most: what comes after a rest waits less, and rest costs more. */
    SHORT_BACKOFF,
    /**
     * Parks for 1 ms each time. Rest costs least; each hand-over may wait for 1 ms while rows flow too, which is little
     * beside a downstream that takes as long, and much beside one that does not.
     */
    SLEEP;

    private static final int SPINS = 10;
    private static final int YIELDS = 20;

    /** @return a strategy for one thread. */
    @Override
    public IdleStrategy get() {
        return switch (this) {
            case BUSY_SPIN -> BusySpinIdleStrategy.INSTANCE;
            case YIELD -> new YieldingIdleStrategy();
            case BACKOFF -> backoff(1_000);
            case SHORT_BACKOFF -> backoff(100);
            case SLEEP -> new SleepingIdleStrategy(TimeUnit.MILLISECONDS.toNanos(1));
        };
    }

    private static IdleStrategy backoff(final long longestParkUs) {
        return new BackoffIdleStrategy(
                SPINS, YIELDS, TimeUnit.MICROSECONDS.toNanos(1), TimeUnit.MICROSECONDS.toNanos(longestParkUs));
    }
}
