// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.DoorUnderTest;
import io.tidemark.pipeline.PipelineState;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.checkpoint.FlushSettings;
import io.tidemark.pipeline.checkpoint.WatermarkRing;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.metrics.WorkerMetrics;
import io.tidemark.pipeline.router.Router;
import io.tidemark.pipeline.simulation.SimulatedStream.Change;
import io.tidemark.pipeline.worker.Batch;
import io.tidemark.pipeline.worker.JobWorker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** The pipeline's own parts, as narrow as the dice want them, and nobody who drives them. */
final class SimulatedPipeline {
    /** An executor that knows how many rows its worker may apply as one. */
    @FunctionalInterface
    interface BatchExecutor {
        void execute(Batch<Change> batch, int batchSize);
    }

    static final long MAX_BACKOFF_NS = 20;
    static final int MAX_BATCH_SIZE = 6;
    private static final long FIRST_BACKOFF_NS = 3;
    private static final int FEW_WORKERS = 6;
    private static final int FEW_BYTES = 60;

    private final JobRing<Change> ring;
    private final Sequence[] watermarks;
    private final DispatchGate gate = new DispatchGate();
    private final DoorUnderTest<Change> door = new DoorUnderTest<>(gate);
    private final CheckpointRoutine<Change> routine;
    private final List<Agent> agents = new ArrayList<>();
    private final long byteBound;

    SimulatedPipeline(
            final Dice dice,
            final int workers,
            final Checkpoint checkpoint,
            final Executor writer,
            final BatchExecutor executor,
            final Runnable onIdle,
            final WorkerMetrics metrics,
            final NanoClock clock) {
        ring = new JobRing<>(1 << dice.between(1, 6));
        watermarks = new Sequence[workers];
        Arrays.setAll(watermarks, worker -> new Sequence());
        final WatermarkRing watermarkRing = new WatermarkRing(workers > FEW_WORKERS ? 64 : 1 << dice.below(4));
        routine = new CheckpointRoutine<>(
                ring, watermarkRing, watermarks, checkpoint, writer, anySettings(dice), gate, door.latch(), clock);
        ring.freedBy(routine.lowWatermark());
        byteBound = dice.coin() ? dice.between(1, FEW_BYTES) : Long.MAX_VALUE;
        door.connect(ring, byteBound, routine, onIdle);
        final Router<Change> router = new Router<>(
                ring,
                watermarks,
                routine.lowWatermark(),
                routine.flushPoints(),
                new CausalityMaps(dice.between(1, dice.coin() ? 4 : 40)));
        agents.add(routine);
        agents.add(router);
        for (int worker = 0; worker < workers; worker++) {
            final int batchSize = dice.between(1, MAX_BATCH_SIZE);
            agents.add(new JobWorker<>(
                    worker,
                    batchSize,
                    ring,
                    router.routed(),
                    watermarks,
                    watermarkRing,
                    batch -> executor.execute(batch, batchSize),
                    metrics.recorder(worker)));
        }
    }

    private static FlushSettings anySettings(final Dice dice) {
        final long intervalNs = dice.once(6) ? FlushSettings.NEVER : dice.between(1, dice.coin() ? 10 : 200);
        return new FlushSettings(intervalNs, dice.coin(), FIRST_BACKOFF_NS, MAX_BACKOFF_NS);
    }

    JobRing<Change> ring() {
        return ring;
    }

    Sequence[] watermarks() {
        return watermarks;
    }

    Sequence lowWatermark() {
        return routine.lowWatermark();
    }

    DispatchGate gate() {
        return gate;
    }

    DoorUnderTest<Change> door() {
        return door;
    }

    CheckpointRoutine<Change> routine() {
        return routine;
    }

    List<Agent> agents() {
        return agents;
    }

    long byteBound() {
        return byteBound;
    }

    /** Whether jobs are taken, now or once a pause is over. */
    boolean isOpen() {
        return door.state() == PipelineState.RUNNING || door.state() == PipelineState.PAUSED;
    }

    boolean isHalted() {
        return door.isHalted();
    }

    boolean isApplied() {
        return routine.lowWatermark().get() == ring.cursor();
    }
}
