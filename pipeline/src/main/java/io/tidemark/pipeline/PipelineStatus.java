// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.metrics.PipelineMetrics;
import io.tidemark.pipeline.metrics.StallCause;
import io.tidemark.pipeline.metrics.WorkerWait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A picture of a running pipeline. Its parts are read one after the other, so they may be a few jobs apart.
 *
 * @param state          what it is doing.
 * @param dispatched     sequence of the last job that was handed in, -1 before the first.
 * @param lowWatermark   every job up to this sequence is applied.
 * @param bytesInFlight  bytes of payloads that are handed in and not yet let go of.
 * @param rowsApplied    row changes applied since the start, those of whole transactions included.
 * @param batches        in how many batches.
 * @param conflicts      changes that had somebody to wait for.
 * @param causalityMaps  causality maps that hold entries.
 * @param causalityKeys  entries in them.
 * @param flushes        snapshots flushed since the start.
 * @param flushFailures  writes of a snapshot that have failed.
 * @param sourceStalls   how often the source had to wait, whatever for.
 * @param sourceStall    what the source waits for at the moment; empty if it does not.
 * @param ages           how long what goes on has been going on.
 * @param appliedPoint   the global point's saved side.
 * @param flushedPoint   the global point's flushed side.
 * @param workers        one a worker.
 */
public record PipelineStatus(
        PipelineState state,
        long dispatched,
        long lowWatermark,
        long bytesInFlight,
        long rowsApplied,
        long batches,
        long conflicts,
        long causalityMaps,
        long causalityKeys,
        long flushes,
        long flushFailures,
        long sourceStalls,
        Optional<SourceStall> sourceStall,
        PipelineMetrics.Ages ages,
        Location appliedPoint,
        Location flushedPoint,
        List<WorkerStatus> workers) {
    /** The list is copied. */
    public PipelineStatus {
        workers = List.copyOf(workers);
    }

    /**
     * A wait of the source.
     *
     * @param cause what for.
     * @param lasts for how long it has been going on.
     */
    public record SourceStall(StallCause cause, Duration lasts) {}

    /**
     * One worker.
     *
     * @param watermark   everything of its own up to this sequence is applied.
     * @param rowsApplied row changes applied since the start.
     * @param waiting     for whom it waits, and for how long it has; empty if it does not.
     * @param executing   for how long it has been inside its executor; empty if it is not.
     */
    public record WorkerStatus(
            long watermark, long rowsApplied, Optional<WorkerWait> waiting, Optional<Duration> executing) {}
}
