// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.metrics.CheckpointMetrics;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * The asynchronous checkpoint routine: receives watermarks, and makes the checkpoint follow the low watermark.
 *
 * <p>It is the only writer of the checkpoint while a pipeline runs. Its {@link #lowWatermark()} is what frees slots for
 * the source: a slot is used again only after its points have moved.
 *
 * @param <P> the embedder's payload.
 */
public final class CheckpointRoutine<P> implements Agent {
    private final JobRing<P> ring;
    private final WatermarkRing published;
    private final EventPoller.Handler<Watermark> receiver;
    private final LowWatermark low;
    private final PointMover<P> points;
    private final CheckpointMetrics metrics = new CheckpointMetrics();
    private final Waiters drains = new Waiters(metrics.drain());
    private final Waiters flushes = new Waiters(metrics.flushRequest());
    private final LongWaits longWaits = new LongWaits(metrics);
    private final SnapshotFlusher flusher;
    private final FailureLatch latch;
    private final NanoClock clock;
    private final Sequence walked = new Sequence();
    private final Checkpoint checkpoint;
    /** What other threads have asked for; done by the routine, which alone changes the checkpoint. */
    private final Queue<Consumer<? super Checkpoint>> changes = new ConcurrentLinkedQueue<>();

    /**
     * A routine at the ring's start.
     *
     * @param ring       the job ring.
     * @param published  where workers publish.
     * @param watermarks one a worker: everything of its own up to there is applied.
     * @param checkpoint loaded; nobody else changes it while the pipeline runs.
     * @param writer     writes snapshots, one at a time, off this thread.
     * @param settings   when to flush.
     * @param gate       holds the source back in sync flushes.
     * @param latch      tells whether the pipeline has failed.
     * @param clock      time of flush intervals.
     */
    public CheckpointRoutine(
            final JobRing<P> ring,
            final WatermarkRing published,
            final Sequence[] watermarks,
            final Checkpoint checkpoint,
            final Executor writer,
            final FlushSettings settings,
            final DispatchGate gate,
            final FailureLatch latch,
            final NanoClock clock) {
        this.ring = ring;
        this.published = published;
        this.low = new LowWatermark(watermarks);
        this.receiver = published.handlerOf(low::watermark);
        this.checkpoint = checkpoint;
        this.points = new PointMover<>(ring, checkpoint);
        this.latch = latch;
        this.clock = clock;
        this.flusher = new SnapshotFlusher(checkpoint, writer, settings, gate, flushes, metrics, clock.nanoTime());
    }

    /** Receives watermarks, moves points, and sees to the flush. */
    @Override
    public int doWork() {
        int work = published.poll(receiver) ? 1 : 0;
        for (Consumer<? super Checkpoint> change = changes.poll(); change != null; change = changes.poll()) {
            change.accept(checkpoint);
            work++;
        }
        final long nowNs = clock.nanoTime();
        final long reached = low.get();
        final long before = walked.get();
        if (reached > before) {
            points.walk(before + 1, reached);
            walked.set(reached);
            flusher.pointsMoved(nowNs);
            work++;
        }
        drains.look();
        drains.completeUpTo(reached);
        flushes.look();
        final long dispatched = ring.cursor();
        work += flusher.step(nowNs, reached, dispatched);
        measure(nowNs, reached > before, reached < dispatched);
        longWaits.look(nowNs, low, dispatched);
        return work;
    }

    private void measure(final long nowNs, final boolean moved, final boolean inFlight) {
        if (!inFlight) {
            if (metrics.standing().goesOn()) {
                metrics.standing().end();
            }
        } else if (moved || !metrics.standing().goesOn()) {
            metrics.standing().begin(nowNs);
        }
    }

    /**
     * Asks for everything dispatched so far to be applied. Any thread.
     *
     * @return completes when it is, and the points have moved; fails if the pipeline does. Complete it to give up.
     */
    public CompletableFuture<Void> drain() {
        return orFail(drains.ask(ring.cursor(), clock.nanoTime()));
    }

    /**
     * Asks for everything dispatched so far to be durable. Any thread.
     *
     * @return completes when it is; fails if the pipeline does. Complete it to give up.
     */
    public CompletableFuture<Void> flush() {
        return orFail(flushes.ask(ring.cursor(), clock.nanoTime()));
    }

    /**
     * Asks for a change of the checkpoint that no job brings. Any thread.
     *
     * @param change made by the routine, before anything that is handed in afterwards is claimed; must not block.
     * @return completes when it is durable, with everything dispatched so far; fails if the pipeline does.
     */
    public CompletableFuture<Void> change(final Consumer<? super Checkpoint> change) {
        changes.add(change);
        // the first may be answered by a snapshot that was taken before the change
        return flush().thenCompose(taken -> flush());
    }

    private CompletableFuture<Void> orFail(final CompletableFuture<Void> future) {
        if (latch.isHalted()) {
            // the routine may have ended before it saw who asks
            future.completeExceptionally(latch.halted());
        }
        return future;
    }

    /** @return every job up to here is applied, and its points have moved. */
    public Sequence lowWatermark() {
        return walked;
    }

    /** @return counts the bytes of payloads whose slots are cleared. */
    public Sequence releasedBytes() {
        return points.releasedBytes();
    }

    /** @return counts snapshots taken. */
    public Sequence flushPoints() {
        return flusher.flushPoints();
    }

    /** @return what the routine measures. */
    public CheckpointMetrics metrics() {
        return metrics;
    }

    /** @return how many writes of a snapshot have failed. */
    public long flushFailures() {
        return flusher.failures();
    }

    @Override
    public void onClose() {
        drains.failAll(latch.halted());
        flushes.failAll(latch.halted());
    }

    @Override
    public String roleName() {
        return "checkpoint";
    }
}
