// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.endurance;

import io.tidemark.pipeline.PipelineStatus;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Locale;

/**
 * What is there at one moment.
 *
 * @param seconds       since the start.
 * @param rows          rows handed in since the start.
 * @param jobsInFlight  jobs handed in and not passed by the low watermark.
 * @param heapBytes     what is alive on the heap.
 * @param snapshots     snapshots that are on their way to the store.
 * @param causalityMaps causality maps that hold entries.
 * @param causalityKeys entries in them.
 * @param flushes       snapshots flushed since the start.
 */
record Sample(
        double seconds,
        long rows,
        long jobsInFlight,
        long heapBytes,
        long snapshots,
        long causalityMaps,
        long causalityKeys,
        long flushes) {
    static final String CSV_HEAD =
            "seconds,rows,jobs_in_flight,heap_bytes,snapshots,causality_maps,causality_keys,flushes";
    static final String TEXT_HEAD = String.format(
            Locale.ROOT,
            "%8s %12s %10s %10s %10s %6s %10s %8s",
            "seconds",
            "rows",
            "in flight",
            "heap, MB",
            "snapshots",
            "maps",
            "keys",
            "flushes");
    private static final double MEGABYTE = 1e6;

    /** The heap is collected first: to ask is all that Java has, and HotSpot does as it is asked. */
    static Sample of(final double seconds, final long rows, final PipelineStatus status, final StuckStore store) {
        System.gc();
        final MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Sample(
                seconds,
                rows,
                status.dispatched() - status.lowWatermark(),
                heap.getUsed(),
                store.underWay(),
                status.causalityMaps(),
                status.causalityKeys(),
                status.flushes());
    }

    String csv() {
        return String.format(
                Locale.ROOT,
                "%.1f,%d,%d,%d,%d,%d,%d,%d",
                seconds,
                rows,
                jobsInFlight,
                heapBytes,
                snapshots,
                causalityMaps,
                causalityKeys,
                flushes);
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%8.1f %,12d %,10d %10.1f %10d %6d %,10d %8d",
                seconds,
                rows,
                jobsInFlight,
                heapBytes / MEGABYTE,
                snapshots,
                causalityMaps,
                causalityKeys,
                flushes);
    }
}
