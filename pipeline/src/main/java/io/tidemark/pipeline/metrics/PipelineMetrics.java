// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import java.time.Duration;

/**
 * What a pipeline counts and measures, since its start. Any thread may read at any time, a closed pipeline too. Counters
 * only grow; times are in nanoseconds; values are read one after the other, so two of them may be a few jobs apart.
 */
public interface PipelineMetrics {
    /** @return jobs handed in: row changes, transactions' ends, DDLs. */
    long jobs();

    /** @return row changes applied. */
    long rows();

    /** @return row changes that were given another worker to wait for. */
    long conflicts();

    /** @return row changes per batch; its count is how many batches are applied. */
    Distribution batchSizes();

    /** @return time inside the executor, per batch. */
    Distribution executorTimes();

    /** @return time that workers have waited for others, per wait that is over. */
    Distribution workerWaitTimes();

    /**
     * Time that the source has waited.
     *
     * @param cause because of this.
     * @return per wait that is over.
     */
    Distribution sourceStallTimes(StallCause cause);

    /**
     * The source's wait that goes on.
     *
     * @param cause because of this.
     * @return for how long; zero if it does not wait because of this.
     */
    Duration sourceStalledFor(StallCause cause);

    /** @return how many workers there are. */
    int workers();

    /** @return jobs handed in and not passed by the low watermark. */
    long jobsInFlight();

    /**
     * How far a worker is behind the source.
     *
     * @param worker its number, from 0.
     * @return jobs between the last one handed in and the worker's watermark.
     */
    long workerDistance(int worker);

    /** @return causality maps that hold entries. */
    long causalityMaps();

    /** @return entries in them. */
    long causalityKeys();

    /** @return time from a snapshot to the end of its write; its count is how many are flushed. */
    Distribution flushTimes();

    /** @return writes of a snapshot that have failed; each was tried again. */
    long flushFailures();

    /** @return since when what goes on has been going on. */
    Ages ages();

    /**
     * How long things have lasted by now; zero where nothing is going on.
     *
     * @param standing     the low watermark stands still although jobs are in flight.
     * @param drain        the oldest drain has been waiting.
     * @param flushRequest the oldest caller of a flush has been waiting.
     * @param write        the snapshot under way has been being written.
     * @param flushed      the flushed points have been what they are.
     * @param unflushed    something has been applied that the flushed points do not claim.
     */
    record Ages(
            Duration standing,
            Duration drain,
            Duration flushRequest,
            Duration write,
            Duration flushed,
            Duration unflushed) {}
}
