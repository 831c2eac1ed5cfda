package io.tidemark.bench;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** The contenders of {@link WaitStrategyBenchmark}. Those that back off: spins, yields, shortest and longest park. */
public enum IdleStrategies {
    /** Never gives its core away. */
    BUSY_SPIN {
        @Override
        IdleStrategy newStrategy() {
            return BusySpinIdleStrategy.INSTANCE;
        }
    },
    /** Lets others go first. */
    YIELD {
        @Override
        IdleStrategy newStrategy() {
            return new YieldingIdleStrategy();
        }
    },
    /** The pipeline's default when this was written. */
    BACKOFF_10_20_1US_1MS {
        @Override
        IdleStrategy newStrategy() {
            return backoff(10, 20, 1, 1_000);
        }
    },
    /** Parks for a shorter time at most. */
    BACKOFF_10_20_1US_100US {
        @Override
        IdleStrategy newStrategy() {
            return backoff(10, 20, 1, 100);
        }
    },
    /** Parks for a longer time at once. */
    BACKOFF_10_20_50US_1MS {
        @Override
        IdleStrategy newStrategy() {
            return backoff(10, 20, 50, 1_000);
        }
    },
    /** Parks at once. */
    BACKOFF_0_0_1US_1MS {
        @Override
        IdleStrategy newStrategy() {
            return backoff(0, 0, 1, 1_000);
        }
    },
    /** Spins and yields for longer. */
    BACKOFF_100_200_1US_1MS {
        @Override
        IdleStrategy newStrategy() {
            return backoff(100, 200, 1, 1_000);
        }
    },
    /** Sleeps a fixed time. */
    SLEEP_100US {
        @Override
        IdleStrategy newStrategy() {
            return new SleepingIdleStrategy(TimeUnit.MICROSECONDS.toNanos(100));
        }
    },
    /** Sleeps a fixed time. */
    SLEEP_1MS {
        @Override
        IdleStrategy newStrategy() {
            return new SleepingIdleStrategy(TimeUnit.MILLISECONDS.toNanos(1));
        }
    };

    abstract IdleStrategy newStrategy();

    private static IdleStrategy backoff(final int spins, final int yields, final long minParkUs, final long maxParkUs) {
        return new BackoffIdleStrategy(
                spins, yields, TimeUnit.MICROSECONDS.toNanos(minParkUs), TimeUnit.MICROSECONDS.toNanos(maxParkUs));
    }
}
