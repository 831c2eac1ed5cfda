// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.pipeline.metrics.CheckpointMetrics;
import io.tidemark.pipeline.metrics.Distribution;
import io.tidemark.pipeline.metrics.PipelineMetrics;
import io.tidemark.pipeline.metrics.Since;
import io.tidemark.pipeline.metrics.SourceMetrics;
import io.tidemark.pipeline.metrics.StallCause;
import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/** Reads what the parts of a pipeline keep. */
final class LiveMetrics implements PipelineMetrics {
    private final PipelineParts<?> parts;
    private final SourceMetrics source;
    private final NanoClock clock;

    LiveMetrics(final PipelineParts<?> parts, final SourceMetrics source, final NanoClock clock) {
        this.parts = parts;
        this.source = source;
        this.clock = clock;
    }

    @Override
    public long jobs() {
        return parts.ring().cursor() + 1;
    }

    @Override
    public long rows() {
        return parts.workerMetrics().rows();
    }

    @Override
    public long conflicts() {
        return parts.router().conflicts();
    }

    @Override
    public Distribution batchSizes() {
        return parts.workerMetrics().batchSizes();
    }

    @Override
    public Distribution executorTimes() {
        return parts.workerMetrics().executorTimes();
    }

    @Override
    public Distribution workerWaitTimes() {
        return parts.workerMetrics().waitTimes();
    }

    @Override
    public Distribution sourceStallTimes(final StallCause cause) {
        return source.times(cause);
    }

    @Override
    public Duration sourceStalledFor(final StallCause cause) {
        return age(source.stalled(cause), clock.nanoTime());
    }

    @Override
    public int workers() {
        return parts.workerCount();
    }

    @Override
    public long jobsInFlight() {
        // the watermark first: it can't overtake a cursor that is read later
        final long low = parts.routine().lowWatermark().get();
        return parts.ring().cursor() - low;
    }

    @Override
    public long workerDistance(final int worker) {
        final long watermark = parts.watermark(worker);
        return parts.ring().cursor() - watermark;
    }

    @Override
    public long causalityMaps() {
        return parts.router().mapsAlive();
    }

    @Override
    public long causalityKeys() {
        return parts.router().mapEntries();
    }

    @Override
    public Distribution flushTimes() {
        return parts.routine().metrics().flushTimes();
    }

    @Override
    public long flushFailures() {
        return parts.routine().flushFailures();
    }

    @Override
    public Ages ages() {
        final CheckpointMetrics of = parts.routine().metrics();
        final long nowNs = clock.nanoTime();
        return new Ages(
                age(of.standing(), nowNs),
                age(of.drain(), nowNs),
                age(of.flushRequest(), nowNs),
                age(of.write(), nowNs),
                age(of.flushed(), nowNs),
                age(of.unflushed(), nowNs));
    }

    private static Duration age(final Since since, final long nowNs) {
        return Duration.ofNanos(since.ageNs(nowNs));
    }
}
