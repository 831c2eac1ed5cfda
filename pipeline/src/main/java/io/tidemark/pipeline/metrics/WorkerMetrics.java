// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.NanoClock;

/** What all workers of a pipeline tell: one recorder a worker, and the distributions over all of them. */
public final class WorkerMetrics {
    /** A whole transaction may be greater than a batch; what is greater than this is kept as this. */
    private static final long LARGEST_KEPT = 1 << 20;

    private final Distribution batchSizes;
    private final Distribution executorTimes;
    private final Distribution waitTimes;
    private final List<WorkerRecorder> recorders;

    /**
     * Nothing recorded yet.
     *
     * @param workers   how many there are.
     * @param batchSize row changes that are applied as one, at most, but for whole transactions.
     * @param clock     time of batches and waits.
     */
    public WorkerMetrics(final int workers, final int batchSize, final NanoClock clock) {
        batchSizes = Distribution.ofSizes(workers, Math.max(batchSize, LARGEST_KEPT));
        executorTimes = Distribution.ofTimes(workers);
        waitTimes = Distribution.ofTimes(workers);
        recorders = IntStream.range(0, workers)
                .mapToObj(worker -> new WorkerRecorder(
                        clock, batchSizes.writer(worker), executorTimes.writer(worker), waitTimes.writer(worker)))
                .toList();
    }

    /**
     * One worker's.
     *
     * @param worker its number.
     * @return written by that worker's thread only.
     */
    public WorkerRecorder recorder(final int worker) {
        return recorders.get(worker);
    }

    /** @return row changes applied since the start. */
    public long rows() {
        return recorders.stream().mapToLong(WorkerRecorder::rows).sum();
    }

    /** @return row changes per batch. */
    public Distribution batchSizes() {
        return batchSizes;
    }

    /** @return nanoseconds inside the executor, per batch. */
    public Distribution executorTimes() {
        return executorTimes;
    }

    /** @return nanoseconds that workers have waited for others, per wait that is over. */
    public Distribution waitTimes() {
        return waitTimes;
    }
}
