// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static java.util.Objects.requireNonNull;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.checkpoint.FlushSettings;
import io.tidemark.pipeline.checkpoint.WatermarkRing;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.metrics.WorkerMetrics;
import io.tidemark.pipeline.router.Router;
import io.tidemark.pipeline.worker.JobExecutor;
import io.tidemark.pipeline.worker.JobExecutorFactory;
import io.tidemark.pipeline.worker.JobWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SystemNanoClock;

/** Builds what a pipeline consists of, and how it hangs together; nothing runs yet. */
final class PipelineParts<P> {
    /** Enough for every worker to publish many times between two steps of the checkpoint routine. */
    private static final int WATERMARK_SLOTS_PER_WORKER = 64;

    /** A causality map is followed by a new one at this part of the ring's length: small maps stay in a core's cache. */
    private static final int CAUSALITY_MAPS_PER_RING = 4;

    private static final long FIRST_BACKOFF_NS = Duration.ofMillis(100).toNanos();
    private static final long MAX_BACKOFF_NS = Duration.ofSeconds(10).toNanos();

    private final JobRing<P> ring;
    private final Sequence[] watermarks;
    private final CheckpointRoutine<P> routine;
    private final Router<P> router;
    private final List<JobWorker<P>> workers = new ArrayList<>();
    private final WorkerMetrics workerMetrics;
    private final DispatchGate gate = new DispatchGate();

    PipelineParts(
            final PipelineConfig config,
            final Checkpoint checkpoint,
            final JobExecutorFactory<P> executors,
            final Executor snapshotWriter,
            final FailureLatch latch) {
        ring = new JobRing<>(config.ringSize());
        watermarks = new Sequence[config.workers()];
        Arrays.setAll(watermarks, worker -> new Sequence());
        workerMetrics = new WorkerMetrics(config.workers(), config.batchSize(), SystemNanoClock.INSTANCE);

        final int slots = Integer.highestOneBit(config.workers() * WATERMARK_SLOTS_PER_WORKER) << 1;
        final WatermarkRing watermarkRing = new WatermarkRing(slots);
        routine = new CheckpointRoutine<>(
                ring,
                watermarkRing,
                watermarks,
                checkpoint,
                snapshotWriter,
                flushSettings(config),
                gate,
                latch,
                SystemNanoClock.INSTANCE);
        ring.freedBy(routine.lowWatermark());
        router = new Router<>(
                ring,
                watermarks,
                routine.lowWatermark(),
                routine.flushPoints(),
                new CausalityMaps(Math.max(1, config.ringSize() / CAUSALITY_MAPS_PER_RING)));
        final List<JobExecutor<P>> created = createExecutors(config.workers(), executors);
        for (int worker = 0; worker < config.workers(); worker++) {
            workers.add(new JobWorker<>(
                    worker,
                    config.batchSize(),
                    ring,
                    router.routed(),
                    watermarks,
                    watermarkRing,
                    created.get(worker),
                    workerMetrics.recorder(worker)));
        }
    }

    /** All of them, or none that is left open. */
    private static <P> List<JobExecutor<P>> createExecutors(final int workers, final JobExecutorFactory<P> executors) {
        final List<JobExecutor<P>> created = new ArrayList<>();
        try {
            for (int worker = 0; worker < workers; worker++) {
                created.add(requireNonNull(executors.create(worker), "the executor of a worker"));
            }
        } catch (final RuntimeException e) {
            created.forEach(JobExecutor::close);
            throw e;
        }
        return created;
    }

    private static FlushSettings flushSettings(final PipelineConfig config) {
        return new FlushSettings(
                config.flushMode() == FlushMode.NONE ? FlushSettings.NEVER : config.flushIntervalNs(),
                config.flushMode() == FlushMode.SYNC,
                FIRST_BACKOFF_NS,
                MAX_BACKOFF_NS);
    }

    /** What has to be driven, each by a thread. */
    List<Agent> agents() {
        final List<Agent> agents = new ArrayList<>(workers);
        agents.add(router);
        agents.add(routine);
        return agents;
    }

    JobRing<P> ring() {
        return ring;
    }

    DispatchGate gate() {
        return gate;
    }

    CheckpointRoutine<P> routine() {
        return routine;
    }

    Router<P> router() {
        return router;
    }

    WorkerMetrics workerMetrics() {
        return workerMetrics;
    }

    int workerCount() {
        return watermarks.length;
    }

    long watermark(final int worker) {
        return watermarks[worker].get();
    }
}
