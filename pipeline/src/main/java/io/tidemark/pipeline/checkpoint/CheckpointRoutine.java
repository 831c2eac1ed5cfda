package io.tidemark.pipeline.checkpoint;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.job.Job;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
    private final RingBuffer<Job<P>> ring;
    private final WatermarkRing watermarks;
    private final EventPoller.Handler<Watermark> receiver;
    private final LowWatermark low;
    private final PointMover<P> points;
    private final FlushRequests requests = new FlushRequests();
    private final SnapshotFlusher flusher;
    private final FailureLatch latch;
    private final NanoClock clock;
    private final Sequence walked = new Sequence();

    /**
     * A routine at the ring's start.
     *
     * @param ring       the job ring.
     * @param watermarks where workers publish.
     * @param workers    how many there are.
     * @param checkpoint loaded; nobody else changes it while the pipeline runs.
     * @param writer     writes snapshots, one at a time, off this thread.
     * @param settings   when to flush.
     * @param gate       holds the source back in sync flushes.
     * @param latch      tells whether the pipeline has failed.
     * @param clock      time of flush intervals.
     */
    public CheckpointRoutine(
            final RingBuffer<Job<P>> ring,
            final WatermarkRing watermarks,
            final int workers,
            final Checkpoint checkpoint,
            final Executor writer,
            final FlushSettings settings,
            final DispatchGate gate,
            final FailureLatch latch,
            final NanoClock clock) {
        this.ring = ring;
        this.watermarks = watermarks;
        this.low = new LowWatermark(workers);
        this.receiver = watermarks.handlerOf(low::watermark);
        this.points = new PointMover<>(ring, checkpoint);
        this.latch = latch;
        this.clock = clock;
        this.flusher = new SnapshotFlusher(checkpoint, writer, settings, gate, requests, clock.nanoTime());
    }

    /** Receives watermarks, moves points, and sees to the flush. */
    @Override
    public int doWork() {
        int work = watermarks.poll(receiver) ? 1 : 0;
        final long reached = low.get();
        final long before = walked.get();
        if (reached > before) {
            points.walk(before + 1, reached);
            walked.set(reached);
            work++;
        }
        return work + flusher.step(clock.nanoTime(), reached, ring.getCursor());
    }

    /**
     * Asks for everything dispatched so far to be durable. Any thread.
     *
     * @return completes when it is; fails if the pipeline does.
     */
    public CompletableFuture<Void> flush() {
        final CompletableFuture<Void> future = requests.ask(ring.getCursor());
        if (latch.isHalted()) {
            // the routine may have ended before it saw this request
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

    /** @return how many snapshots are flushed. */
    public long flushes() {
        return flusher.flushes();
    }

    /** @return how many writes of a snapshot have failed. */
    public long flushFailures() {
        return flusher.failures();
    }

    @Override
    public void onClose() {
        requests.failAll(latch.halted());
    }

    @Override
    public String roleName() {
        return "checkpoint";
    }
}
