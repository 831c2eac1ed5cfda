// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.job.JobRing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The side of those who wait for a pipeline: until it is drained, or has ended. Any thread but the pipeline's own. */
final class CallerSide {
    /** Whoever is still inside an executor or a store this long after the end was asked for is interrupted. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration FOREVER = Duration.ofDays(100 * 365);
    private static final Logger LOG = LoggerFactory.getLogger(CallerSide.class);

    private final JobRing<?> ring;
    private final CheckpointRoutine<?> routine;
    private final Lifecycle lifecycle;
    private final PipelineThreads threads;
    private final GracefulStop gracefulStop;

    CallerSide(
            final JobRing<?> ring,
            final CheckpointRoutine<?> routine,
            final Lifecycle lifecycle,
            final PipelineThreads threads) {
        this.ring = ring;
        this.routine = routine;
        this.lifecycle = lifecycle;
        this.threads = threads;
        gracefulStop = new GracefulStop(lifecycle, ring, routine);
    }

    void drain(final Duration timeout) throws TimeoutException {
        requireForeignThread();
        final long last = ring.cursor();
        final CompletableFuture<Void> drained = routine.drain();
        if (!isDoneWithin(timeout, drained)) {
            throw new TimeoutException("after " + timeout + " " + unapplied(last));
        }
        if (drained.isCompletedExceptionally()) {
            throw lifecycle.refusal();
        }
    }

    void stop(final Duration timeout) throws TimeoutException {
        requireForeignThread();
        final boolean inTime = isDoneWithin(timeout, gracefulStop.begin());
        final String left = inTime ? "nothing" : left();
        final boolean stopped = gracefulStop.end();
        if (!threads.awaitEnd(2 * GRACE.toNanos())) {
            LOG.warn("threads of the stopped pipeline are left behind: what they have begun may still be applied");
        }
        if (!stopped) {
            if (inTime) {
                throw lifecycle.refusal();
            }
            throw new TimeoutException("after " + timeout + " " + left);
        }
    }

    void close() {
        lifecycle.close();
        if (!threads.isOneOfThem()) {
            final boolean unused = threads.awaitEnd(Long.MAX_VALUE);
        }
    }

    private void requireForeignThread() {
        if (threads.isOneOfThem()) {
            throw new IllegalStateException(Thread.currentThread().getName()
                    + " is one of the pipeline's threads and can't wait for them: use another thread");
        }
    }

    /** False if it took longer; the future has ended then all the same, so that nobody goes on working for it. */
    private static boolean isDoneWithin(final Duration timeout, final CompletableFuture<Void> future) {
        final Duration bound = timeout.compareTo(FOREVER) < 0 ? timeout : FOREVER;
        try {
            future.orTimeout(Math.max(0, bound.toNanos()), TimeUnit.NANOSECONDS).join();
            return true;
        } catch (final CompletionException e) {
            return !(e.getCause() instanceof TimeoutException);
        }
    }

    private String left() {
        final long last = ring.cursor();
        return routine.lowWatermark().get() < last ? unapplied(last) : "the checkpoint is still not written";
    }

    private String unapplied(final long last) {
        return "jobs " + (routine.lowWatermark().get() + 1) + " to " + last + " are still not applied";
    }
}
