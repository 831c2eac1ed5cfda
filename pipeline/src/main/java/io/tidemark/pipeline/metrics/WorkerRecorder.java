// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import com.lmax.disruptor.Sequence;
import java.time.Duration;
import java.util.Optional;
import org.agrona.concurrent.NanoClock;

/**
 * What one worker tells of itself. Its thread is the only writer; any thread reads. The clock is read at a batch's two
 * ends and at a wait's two ends.
 */
public final class WorkerRecorder {
    private final NanoClock clock;
    private final Distribution.Writer batchSizes;
    private final Distribution.Writer executorTimes;
    private final Distribution.Writer waitTimes;

    private final Sequence rows = new Sequence(0);
    private final Since executing = new Since();
    private final Since waiting = new Since();
    private final Sequence waitsForWorker = new Sequence();
    private final Sequence waitsForSequence = new Sequence();

    /** The worker's own copies, so that it need not ask what others may read. */
    private boolean isWaiting;

    private long batchBeganNs;
    private long waitBeganNs;

    WorkerRecorder(
            final NanoClock clock,
            final Distribution.Writer batchSizes,
            final Distribution.Writer executorTimes,
            final Distribution.Writer waitTimes) {
        this.clock = clock;
        this.batchSizes = batchSizes;
        this.executorTimes = executorTimes;
        this.waitTimes = waitTimes;
    }

    /** The executor is about to be called. */
    public void batchBegins() {
        batchBeganNs = clock.nanoTime();
        executing.begin(batchBeganNs);
    }

    /**
     * The executor has returned.
     *
     * @param size row changes of the batch.
     */
    public void batchApplied(final long size) {
        executorTimes.record(Math.max(0, clock.nanoTime() - batchBeganNs));
        executing.end();
        batchSizes.record(size);
        rows.set(rows.get() + size);
    }

    /** The executor has thrown. */
    public void batchFailed() {
        executing.end();
    }

    /**
     * The worker's next row has to wait. May be called again and again while it does.
     *
     * @param other    for this worker.
     * @param sequence until its watermark is there.
     */
    public void waitsFor(final int other, final long sequence) {
        if (isWaiting && waitsForWorker.get() == other && waitsForSequence.get() == sequence) {
            return;
        }
        waitIsOver();
        isWaiting = true;
        waitBeganNs = clock.nanoTime();
        waitsForWorker.set(other);
        waitsForSequence.set(sequence);
        waiting.begin(waitBeganNs);
    }

    /** The worker's next row need not wait, or not any more. */
    public void waitIsOver() {
        if (isWaiting) {
            isWaiting = false;
            waitTimes.record(Math.max(0, clock.nanoTime() - waitBeganNs));
            waiting.end();
        }
    }

    /** @return row changes applied since the start. */
    public long rows() {
        return rows.get();
    }

    /** @return batches applied since the start. */
    public long batches() {
        return batchSizes.count();
    }

    /** @return for how long the worker has been inside its executor; empty if it is not. */
    public Optional<Duration> executing() {
        return executing.goesOn() ? Optional.of(Duration.ofNanos(executing.ageNs(clock.nanoTime()))) : Optional.empty();
    }

    /** @return for whom the worker waits, and for how long it has; empty if it does not wait. */
    public Optional<WorkerWait> waiting() {
        while (true) {
            // the period's mark is written last at its beginning and first at its end
            final long mark = waiting.mark();
            if (!waiting.goesOn()) {
                return Optional.empty();
            }
            final int worker = (int) waitsForWorker.get();
            final long sequence = waitsForSequence.get();
            final long ageNs = waiting.ageNs(clock.nanoTime());
            if (waiting.mark() == mark) {
                return Optional.of(new WorkerWait(worker, sequence, Duration.ofNanos(ageNs)));
            }
            Thread.onSpinWait();
        }
    }
}
