// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.pipeline.metrics.WorkerMetrics;
import java.util.HashMap;

/**
 * The pipeline's own router, workers and checkpoint routine, without their threads: a seed decides who makes the next
 * step, which batches and writes fail, and when everything crashes and starts again from the flushed point. After each
 * step the invariants are checked, and in the end the downstream and the checkpoint must be what a serial run makes of
 * the stream. The same seed always makes the same run.
 */
final class Simulation {
    private static final int MANY_WORKERS = 40;

    private final Dice dice;
    private final Invariants invariants = new Invariants();

    Simulation(final long seed) {
        dice = new Dice(seed);
    }

    /**
     * Runs to the end of the stream, through every crash.
     *
     * @return how many steps that took.
     * @throws AssertionError at the first invariant that does not hold.
     */
    int run() {
        final SimulatedStream stream = new SimulatedStream(dice);
        final SimulatedStore store = new SimulatedStore(dice);
        final SimulatedDownstream downstream = new SimulatedDownstream(stream, invariants);
        final int workers = dice.between(1, dice.once(50) ? MANY_WORKERS : 6);
        final WorkerMetrics metrics = new WorkerMetrics(workers, SimulatedPipeline.MAX_BATCH_SIZE, dice::steps);
        Life life = new Life(dice, invariants, stream, store, downstream, workers, metrics);
        while (!life.live()) {
            life.loseMemory();
            downstream.requireNoHalves();
            invariants.throwIfViolated();
            life = new Life(dice, invariants, stream, store, downstream, workers, metrics);
        }
        downstream.requireSerialOutcome();
        final ExpectedPoints serial = new ExpectedPoints(stream, new HashMap<>(), 0);
        invariants.require(
                store.tablePoints().equals(serial.at(stream.end())),
                "tables' points and structures are what a serial run makes of them");
        invariants.throwIfViolated();
        return dice.steps();
    }
}
