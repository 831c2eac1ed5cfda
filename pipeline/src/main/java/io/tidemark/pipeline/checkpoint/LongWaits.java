// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import io.tidemark.pipeline.metrics.CheckpointMetrics;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log which waits take long, so that none of them can go on unseen. The checkpoint routine's. */
final class LongWaits {
    private static final Logger LOG = LoggerFactory.getLogger(LongWaits.class);

    private final CheckpointMetrics metrics;
    private final Overdue standing = new Overdue();
    private final Overdue drain = new Overdue();
    private final Overdue flush = new Overdue();
    private final Overdue write = new Overdue();

    LongWaits(final CheckpointMetrics metrics) {
        this.metrics = metrics;
    }

    /** Looks at all of them; costs four comparisons while nothing takes long. */
    void look(final long nowNs, final LowWatermark low, final long dispatched) {
        final long standingNs = metrics.standing().ageNs(nowNs);
        if (standing.isToBeTold(standingNs)) {
            LOG.warn(
                    "no job has become applied for {} s, though {} to {} are handed in: worker {} holds the others back",
                    seconds(standingNs),
                    low.get() + 1,
                    dispatched,
                    low.laggard());
        }
        final long drainNs = metrics.drain().ageNs(nowNs);
        if (drain.isToBeTold(drainNs)) {
            LOG.warn("a drain has been waiting for {} s: jobs up to {} are applied", seconds(drainNs), low.get());
        }
        final long flushNs = metrics.flushRequest().ageNs(nowNs);
        if (flush.isToBeTold(flushNs)) {
            LOG.warn(
                    "a flush was asked for {} s ago: jobs up to {} of {} are applied",
                    seconds(flushNs),
                    low.get(),
                    dispatched);
        }
        final long writeNs = metrics.write().ageNs(nowNs);
        if (write.isToBeTold(writeNs)) {
            LOG.warn("the store has been writing one snapshot for {} s; rows go on meanwhile", seconds(writeNs));
        }
    }

    private static long seconds(final long ns) {
        return TimeUnit.NANOSECONDS.toSeconds(ns);
    }
}
