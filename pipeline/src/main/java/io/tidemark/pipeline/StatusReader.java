// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.metrics.PipelineMetrics;
import io.tidemark.pipeline.metrics.Since;
import io.tidemark.pipeline.metrics.SourceMetrics;
import io.tidemark.pipeline.metrics.StallCause;
import io.tidemark.pipeline.metrics.WorkerRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.NanoClock;

/** Takes pictures of a pipeline. Any thread. */
final class StatusReader {
    private final Lifecycle lifecycle;
    private final PipelineParts<?> parts;
    private final BytesInFlight bytes;
    private final SourceMetrics source;
    private final PipelineMetrics metrics;
    private final Checkpoint checkpoint;
    private final NanoClock clock;

    StatusReader(
            final Lifecycle lifecycle,
            final PipelineParts<?> parts,
            final BytesInFlight bytes,
            final SourceMetrics source,
            final PipelineMetrics metrics,
            final Checkpoint checkpoint,
            final NanoClock clock) {
        this.lifecycle = lifecycle;
        this.parts = parts;
        this.bytes = bytes;
        this.source = source;
        this.metrics = metrics;
        this.checkpoint = checkpoint;
        this.clock = clock;
    }

    PipelineStatus read() {
        // before the cursor, so that nothing seems to be applied that was not dispatched
        final long lowWatermark = parts.routine().lowWatermark().get();
        final List<PipelineStatus.WorkerStatus> workers = new ArrayList<>();
        for (int worker = 0; worker < parts.workerCount(); worker++) {
            final WorkerRecorder recorder = parts.workerMetrics().recorder(worker);
            workers.add(new PipelineStatus.WorkerStatus(
                    parts.watermark(worker), recorder.rows(), recorder.waiting(), recorder.executing()));
        }
        return new PipelineStatus(
                lifecycle.state(),
                parts.ring().cursor(),
                lowWatermark,
                bytes.get(),
                metrics.rows(),
                metrics.batchSizes().count(),
                metrics.conflicts(),
                metrics.causalityMaps(),
                metrics.causalityKeys(),
                metrics.flushTimes().count(),
                metrics.flushFailures(),
                source.stalls(),
                sourceStall(),
                metrics.ages(),
                checkpoint.globalPoint(),
                checkpoint.flushedGlobalPoint(),
                workers);
    }

    private Optional<PipelineStatus.SourceStall> sourceStall() {
        for (final StallCause cause : StallCause.values()) {
            final Since stalled = source.stalled(cause);
            if (stalled.goesOn()) {
                return Optional.of(
                        new PipelineStatus.SourceStall(cause, Duration.ofNanos(stalled.ageNs(clock.nanoTime()))));
            }
        }
        return Optional.empty();
    }
}
