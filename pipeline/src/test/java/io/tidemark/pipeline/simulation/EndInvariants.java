// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.PipelineState;
import io.tidemark.pipeline.failure.PipelineFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What must hold of the end of a life, whoever brings it about. */
final class EndInvariants {
    private static final Set<PipelineState> ENDS =
            EnumSet.of(PipelineState.STOPPED, PipelineState.CLOSED, PipelineState.FAILED);

    private final Invariants invariants;
    private final SimulatedStream stream;
    private final SimulatedStore store;
    private final Checkpoint checkpoint;
    private final SimulatedPipeline pipeline;
    private final List<PipelineFailedException> failures = new ArrayList<>();
    private PipelineState state = PipelineState.RUNNING;

    EndInvariants(
            final Invariants invariants,
            final SimulatedStream stream,
            final SimulatedStore store,
            final Checkpoint checkpoint,
            final SimulatedPipeline pipeline) {
        this.invariants = invariants;
        this.stream = stream;
        this.store = store;
        this.checkpoint = checkpoint;
        this.pipeline = pipeline;
    }

    /** A thread has met a failure, and reports it. */
    void failed(final PipelineFailedException failure) {
        failures.add(failure);
    }

    /** After each step. */
    void check(final int sent) {
        final PipelineState now = pipeline.door().state();
        invariants.require(
                failures.isEmpty() || ENDS.contains(now), "a failure ends the pipeline, if nothing else has ended it");
        if (now == state) {
            return;
        }
        invariants.require(!ENDS.contains(state), "an end is for good");
        invariants.require(
                state != PipelineState.STOPPING || ENDS.contains(now), "whoever has begun to stop does not go on");
        invariants.require(
                now != PipelineState.FAILED || !failures.isEmpty(), "a pipeline has failed only if something has");
        if (now == PipelineState.STOPPED) {
            requireStopped(sent);
        }
        state = now;
    }

    /** A call of the source that is under way at this moment hands its job in for the restart. */
    private void requireStopped(final int sent) {
        invariants.require(failures.isEmpty(), "what has failed does not say that it has stopped");
        invariants.require(pipeline.isApplied(), "what has stopped has applied everything that was handed in");
        final int boundary = stream.boundaryUpTo(sent);
        invariants.require(
                SimulatedStream.offsetOf(checkpoint.flushedGlobalPoint()) == boundary
                        && SimulatedStream.offsetOf(store.globalPoint()) == boundary,
                "what has stopped has flushed everything that was handed in");
    }

    /** All threads have ended. */
    void checkFailures() {
        final PipelineFailedException kept = pipeline.door().latch().failure();
        if (failures.isEmpty()) {
            invariants.require(kept == null, "a pipeline has failed only if something has");
            return;
        }
        invariants.require(
                failures.get(0).equals(kept)
                        && Arrays.asList(kept.getSuppressed()).equals(failures.subList(1, failures.size())),
                "the first failure is kept, with the later ones as suppressed");
    }
}
