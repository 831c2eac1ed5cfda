// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

import com.lmax.disruptor.Sequence;
import io.tidemark.pipeline.checkpoint.WatermarkRing;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.job.JobWaits;
import io.tidemark.pipeline.job.RoutedJobs;
import io.tidemark.pipeline.metrics.WorkerRecorder;
import org.agrona.concurrent.Agent;

/**
 * Takes its own row changes and whole transactions off the job ring, passes over the others, and applies its own in batches.
 *
 * <p>Its watermark is the promise that checkpoints are built on: <em>everything of its own up to there is applied</em>.
 * It moves after an executor has returned, never with a batch under way; past jobs of others it moves at once, so that
 * an idle worker holds nobody back.
 *
 * <p>A batch is applied when it is full, when nothing more is available, when its oldest change has been passed by many
 * jobs of others, and before the worker waits for another. So a worker never waits while others could be waiting for
 * what it holds, and since waits point to lower sequences only, no cycle of waits can exist.
 *
 * @param <P> the embedder's payload.
 */
public final class JobWorker<P> implements Agent {
    /** A batch is not held back any longer once this many times its share of the ring's jobs has gone by. */
    private static final int PATIENCE = 4;

    private static final int STEP_LIMIT = 1024;

    /**
     * So often a worker looks in vain for the one that it waits for, before it says that it has done something, which makes
     * its thread begin to back off anew. Who backs off by default parks for 128 µs by then, and would go on to park for
     * 1 ms, which is as long as many a batch takes: too long for something that is bound to happen soon.
     */
    private static final int LOOKS = 38;

    private final int number;
    private final int batchSize;
    private final long patience;
    private final JobRing<P> ring;
    private final RoutedJobs routed;
    private final Sequence[] watermarks;
    private final Sequence watermark;
    private final WatermarkRing watermarkRing;
    private final JobExecutor<P> executor;
    private final PendingBatch<P> batch;
    private final WorkerRecorder recorder;
    private long next = 0;

    /** How often it has looked in vain for the one that it waits for. */
    private int looks;

    /**
     * A worker at the ring's start.
     *
     * @param number        its number, from 0.
     * @param batchSize     rows that are applied as one, at most; a transaction of more rows is applied alone.
     * @param ring          the job ring.
     * @param routed        which jobs are its own.
     * @param watermarks    one a worker; this worker moves its own and reads the others.
     * @param watermarkRing tells the checkpoint routine.
     * @param executor      applies batches; closed by the worker.
     * @param recorder      keeps what is to be seen of the worker.
     */
    public JobWorker(
            final int number,
            final int batchSize,
            final JobRing<P> ring,
            final RoutedJobs routed,
            final Sequence[] watermarks,
            final WatermarkRing watermarkRing,
            final JobExecutor<P> executor,
            final WorkerRecorder recorder) {
        this.number = number;
        this.batchSize = batchSize;
        this.patience = (long) PATIENCE * batchSize * watermarks.length;
        this.ring = ring;
        this.routed = routed;
        this.watermarks = watermarks.clone();
        this.watermark = watermarks[number];
        this.watermarkRing = watermarkRing;
        this.executor = executor;
        this.recorder = recorder;
        this.batch = new PendingBatch<>(ring, batchSize);
    }

    /** Takes what has been routed, up to a limit or a full batch. */
    @Override
    public int doWork() {
        final long start = next;
        final long available = routed.get();
        if (next > available) {
            final boolean pending = !batch.isEmpty();
            if (pending) {
                apply();
            }
            return pending ? 1 : 0;
        }
        take(Math.min(available, next + STEP_LIMIT - 1));
        if (!batch.isEmpty() && next - batch.firstSequence() >= patience) {
            apply();
        }
        moveWatermark();
        return next == start && looks > 0 && looks % LOOKS == 0 ? 1 : (int) (next - start);
    }

    private void take(final long last) {
        boolean goesOn = true;
        while (goesOn && next <= last) {
            goesOn = takeWord(last);
        }
    }

    /** Takes its jobs among those of one word; false if it has applied a batch, or has to wait. */
    private boolean takeWord(final long last) {
        final long end = Math.min(last, next | (Long.SIZE - 1));
        final long special = routed.special(next);
        long own = routed.own(number, next, last);
        while (own != 0) {
            next = (end & -Long.SIZE) + Long.numberOfTrailingZeros(own);
            if ((special & (1L << next)) == 0) {
                batch.add(next, 1);
            } else if (!takeSpecial()) {
                return false;
            }
            next++;
            if (batch.rows() >= batchSize) {
                apply();
                return false;
            }
            own &= own - 1;
        }
        next = end + 1;
        return true;
    }

    /** Takes the next job, which is a whole transaction, or has waits; false if something is to be done before. */
    private boolean takeSpecial() {
        final int rows = ring.rows(next);
        if (!batch.isEmpty() && batch.rows() + rows > batchSize) {
            // a transaction is never split, so one that does not fit in comes next
            apply();
            return false;
        }
        if (mustWait(routed.waits(next))) {
            if (!batch.isEmpty()) {
                apply();
            }
            return false;
        }
        batch.add(next, rows);
        return true;
    }

    private boolean mustWait(final JobWaits waits) {
        for (int i = 0; i < waits.count(); i++) {
            if (watermarks[waits.worker(i)].get() < waits.sequence(i)) {
                if (batch.isEmpty()) {
                    // else what is pending is applied first, and only then is there anything to wait for
                    recorder.waitsFor(waits.worker(i), waits.sequence(i));
                    looks++;
                }
                return true;
            }
        }
        if (waits.count() > 0) {
            recorder.waitIsOver();
            looks = 0;
        }
        return false;
    }

    private void apply() {
        // the executor may take long: what lies before the batch must not wait for it
        moveWatermark();
        recorder.batchBegins();
        try {
            executor.execute(batch);
        } catch (final Throwable e) {
            recorder.batchFailed();
            throw new PipelineFailedException(
                    "worker " + number + " could not apply " + batch.rows() + " rows, the first of them of "
                            + batch.table(0) + " at " + batch.location(0) + ": " + e.getMessage(),
                    batch.location(0),
                    e);
        }
        recorder.batchApplied(batch.rows());
        batch.clear();
        moveWatermark();
        // a full ring refuses, and no harm is done: whoever holds the low watermark back is looked at
        watermarkRing.offer(number, watermark.get());
    }

    private void moveWatermark() {
        final long reached = batch.isEmpty() ? next - 1 : batch.firstSequence() - 1;
        if (reached > watermark.get()) {
            watermark.set(reached);
        }
    }

    @Override
    public void onClose() {
        executor.close();
    }

    @Override
    public String roleName() {
        return "worker-" + number;
    }
}
