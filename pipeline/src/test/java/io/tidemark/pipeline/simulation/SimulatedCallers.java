// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.pipeline.DoorUnderTest;
import io.tidemark.pipeline.PipelineState;
import io.tidemark.pipeline.failure.PipelineFailedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Everybody who calls a pipeline beside its source, each on a thread of his own: they pause and resume it, stop it with
 * more or less patience, and close it, at any moment and several at once.
 */
final class SimulatedCallers {
    private record Stop(CompletableFuture<Void> over, long lateAtNs) {}

    private static final int MUCH_PATIENCE_NS = 300;

    private final Dice dice;
    private final Invariants invariants;
    private final DoorUnderTest<?> door;
    private final LongSupplier clock;
    private final List<Stop> stops = new ArrayList<>();
    private boolean isClosed;

    SimulatedCallers(
            final Dice dice, final Invariants invariants, final DoorUnderTest<?> door, final LongSupplier clock) {
        this.dice = dice;
        this.invariants = invariants;
        this.door = door;
        this.clock = clock;
    }

    void step() {
        if (dice.mischief(60)) {
            pause();
        } else if (door.state() == PipelineState.PAUSED ? dice.isCalm() || dice.once(8) : dice.mischief(60)) {
            resume();
        }
        if (dice.mischief(door.state() == PipelineState.STOPPING ? 10 : 200)) {
            stops.add(new Stop(door.beginStop(), anyPatience()));
        }
        if (dice.mischief(door.state() == PipelineState.STOPPING ? 60 : 1_000)) {
            close();
        }
        endStops();
    }

    private long anyPatience() {
        return dice.coin() ? Long.MAX_VALUE : clock.getAsLong() + dice.below(MUCH_PATIENCE_NS);
    }

    private void pause() {
        final boolean isOpen = isOpen();
        try {
            door.pause();
        } catch (final IllegalStateException | PipelineFailedException e) {
            invariants.require(!isOpen, "a pause is refused only when jobs are");
            return;
        }
        invariants.require(isOpen && door.state() == PipelineState.PAUSED, "a pause is a pause, or is refused");
    }

    private void resume() {
        final boolean isOpen = isOpen();
        try {
            door.resume();
        } catch (final IllegalStateException | PipelineFailedException e) {
            invariants.require(!isOpen, "a pause's end is refused only when jobs are");
            return;
        }
        invariants.require(isOpen && door.state() == PipelineState.RUNNING, "a pause ends, or its end is refused");
    }

    private boolean isOpen() {
        return door.state() == PipelineState.RUNNING || door.state() == PipelineState.PAUSED;
    }

    private void close() {
        isClosed = true;
        door.close();
        invariants.require(door.isHalted(), "whoever closes ends the pipeline");
    }

    private void endStops() {
        for (final Iterator<Stop> each = stops.iterator(); each.hasNext(); ) {
            final Stop stop = each.next();
            final boolean isOver = stop.over().isDone();
            if (isOver || clock.getAsLong() >= stop.lateAtNs()) {
                each.remove();
                final boolean hasStopped = door.endStop();
                invariants.require(door.isHalted(), "whoever stops ends the pipeline");
                invariants.require(
                        hasStopped || !isOver || isClosed || door.latch().failure() != null,
                        "a stop says that it has stopped, unless it is late, or somebody closes, or something fails");
                isClosed |= !hasStopped;
            }
        }
    }

    /** All threads have ended: nobody may be left waiting, and whoever calls once more is told the same. */
    void callAfterTheEnd() {
        for (final Stop stop : stops) {
            invariants.require(stop.over().isDone(), "no stop is left hanging after the end");
        }
        endStops();
        final PipelineState end = door.state();
        invariants.require(door.beginStop().isDone(), "a stop of what has ended has nothing to wait for");
        invariants.require(door.endStop() == (end == PipelineState.STOPPED), "a stop tells how it has ended");
        pause();
        resume();
        close();
        invariants.require(door.state() == end, "calls after the end change nothing");
    }
}
