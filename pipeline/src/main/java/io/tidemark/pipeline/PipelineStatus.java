package io.tidemark.pipeline;

import io.tidemark.core.location.Location;
import java.util.List;

/**
 * A picture of a running pipeline. Its parts are read one after the other, so they may be a few jobs apart.
 *
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
 * @param sourceStalls   how often the source had to wait for a free slot, for bytes in flight to become less, or for a sync
 *                       flush.
 * @param appliedPoint   the global point's saved side.
 * @param flushedPoint   the global point's flushed side.
 * @param workers        one a worker.
 */
public record PipelineStatus(
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
        Location appliedPoint,
        Location flushedPoint,
        List<WorkerStatus> workers) {
    /** The list is copied. */
    public PipelineStatus {
        workers = List.copyOf(workers);
    }

    /**
     * One worker.
     *
     * @param watermark   everything of its own up to this sequence is applied.
     * @param rowsApplied row changes applied since the start.
     * @param waitsFor    the worker whose watermark it waits for at the moment, or -1.
     */
    public record WorkerStatus(long watermark, long rowsApplied, int waitsFor) {}
}
