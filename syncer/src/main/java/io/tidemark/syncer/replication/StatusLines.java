// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineStatus;
import io.tidemark.syncer.monitor.RunCounts;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Prints how a run is doing, at an interval and at its end, for people or as one JSON object a line. */
final class StatusLines implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NS_PER_S = 1e9;

    private final RunOptions options;
    private final Pipeline<?> pipeline;
    private final RunCounts counts;
    private final PrintWriter out;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "tidemark-status"));

    /** Of the printing thread, and of the closing one after it has ended. */
    private long lastRows;

    private long lastNs = System.nanoTime();

    StatusLines(final RunOptions options, final Pipeline<?> pipeline, final RunCounts counts, final PrintWriter out) {
        this.options = options;
        this.pipeline = pipeline;
        this.counts = counts;
        this.out = out;
    }

    private static Thread daemon(final Runnable task, final String name) {
        final Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void begin() {
        if (options.status() != StatusFormat.NONE) {
            final long intervalNs = options.statusInterval().toNanos();
            final ScheduledFuture<?> unused =
                    timer.scheduleAtFixedRate(this::print, intervalNs, intervalNs, TimeUnit.NANOSECONDS);
        }
    }

    private void print() {
        final PipelineStatus status = pipeline.status();
        final long nowNs = System.nanoTime();
        final double rowsPerSecond = (status.rowsApplied() - lastRows) * NS_PER_S / Math.max(1, nowNs - lastNs);
        lastRows = status.rowsApplied();
        lastNs = nowNs;
        out.println(options.status() == StatusFormat.JSON ? json(status, rowsPerSecond) : text(status, rowsPerSecond));
        out.flush();
    }

    private String text(final PipelineStatus status, final double rowsPerSecond) {
        final long torn = counts.tornTransactions().sum();
        return String.format(
                Locale.ROOT,
                "rows %,d  %,.0f/s  in flight %,d  low watermark %,d  applied %s  flushed %s  flushes %d (%d failed)"
                        + "  maps %d (%,d keys)  conflicts %,d  retries %d  reconnects %d%s",
                status.rowsApplied(),
                rowsPerSecond,
                status.dispatched() - status.lowWatermark(),
                status.lowWatermark(),
                status.appliedPoint().position(),
                status.flushedPoint().position(),
                status.flushes(),
                status.flushFailures(),
                status.causalityMaps(),
                status.causalityKeys(),
                status.conflicts(),
                counts.retries().sum(),
                counts.reconnects().sum(),
                torn == 0 ? "" : "  torn transactions " + torn);
    }

    private String json(final PipelineStatus status, final double rowsPerSecond) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rowsApplied", status.rowsApplied());
        fields.put("rowsPerSecond", Math.round(rowsPerSecond));
        fields.put("inFlight", status.dispatched() - status.lowWatermark());
        fields.put("bytesInFlight", status.bytesInFlight());
        fields.put("lowWatermark", status.lowWatermark());
        fields.put("appliedPosition", status.appliedPoint().position().toString());
        fields.put("appliedGtids", status.appliedPoint().gtids().toString());
        fields.put("flushedPosition", status.flushedPoint().position().toString());
        fields.put("flushedGtids", status.flushedPoint().gtids().toString());
        fields.put("flushes", status.flushes());
        fields.put("flushFailures", status.flushFailures());
        fields.put("causalityMaps", status.causalityMaps());
        fields.put("causalityKeys", status.causalityKeys());
        fields.put("conflicts", status.conflicts());
        fields.put("sourceStalls", status.sourceStalls());
        fields.put("retries", counts.retries().sum());
        fields.put("reconnects", counts.reconnects().sum());
        fields.put("tornTransactions", counts.tornTransactions().sum());
        try {
            return JSON.writeValueAsString(fields);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a status of numbers and texts could not be written", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        boolean ended = false;
        try {
            ended = timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ended && options.status() != StatusFormat.NONE) {
            print();
        }
    }
}
