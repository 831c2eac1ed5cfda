// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.pipeline.job.JobKind;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.simulation.SimulatedStream.Change;

/** What must hold of the ring's slots, and of the bytes that they hold, after every step. */
final class SlotInvariants {
    private final Invariants invariants;
    private final SimulatedStream stream;
    private final SimulatedPipeline pipeline;
    private final SimulatedSource source;
    private final int from;

    private long low;
    private long cursor;

    SlotInvariants(
            final Invariants invariants,
            final SimulatedStream stream,
            final SimulatedPipeline pipeline,
            final SimulatedSource source,
            final int from) {
        this.invariants = invariants;
        this.stream = stream;
        this.pipeline = pipeline;
        this.source = source;
        this.from = from;
        low = pipeline.lowWatermark().get();
        cursor = pipeline.ring().cursor();
    }

    void check() {
        final long lowNow = pipeline.lowWatermark().get();
        final long cursorNow = pipeline.ring().cursor();
        if (lowNow == low && cursorNow == cursor) {
            return;
        }
        for (long sequence = low + 1; sequence <= lowNow; sequence++) {
            requireCleared(sequence);
        }
        low = lowNow;
        cursor = cursorNow;
        checkBytes();
    }

    private void requireCleared(final long sequence) {
        final JobRing<Change> ring = pipeline.ring();
        invariants.require(
                ring.kind(sequence) == JobKind.EMPTY
                        && ring.payload(sequence) == null
                        && ring.payloadBytes(sequence) == 0
                        && ring.rows(sequence) == 0
                        && ring.isFreeOfDetails(sequence),
                "a slot is cleared before its reuse");
    }

    private void checkBytes() {
        final int behind = from + 1 + (int) low;
        final int ahead = from + 1 + (int) cursor;
        final int inFlight = stream.bytesUpTo(ahead) - stream.bytesUpTo(behind);
        final long counted = pipeline.door().bytesInFlight();
        invariants.require(
                counted == inFlight || counted == inFlight + source.bytesInHand(),
                "bytes in flight are those of slots in use");
        invariants.require(
                inFlight <= pipeline.byteBound() || stream.payloadsUpTo(ahead) - stream.payloadsUpTo(behind) == 1,
                "bytes in flight are bounded, or of one payload alone");
    }
}
