// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Explores schedules, crashes and failures, one a seed.
 *
 * <p>System properties: {@code tidemark.simulation.first} and {@code tidemark.simulation.schedules} say which seeds,
 * {@code tidemark.simulation.seed} replays a single one.
 */
class SimulationTest {
    private static final long SHOWN_EVERY = 100_000;

    private static final long FIRST = Long.getLong("tidemark.simulation.first", 0);
    private static final long SCHEDULES = Long.getLong("tidemark.simulation.schedules", 20_000);

    @Test
    void everyScheduleKeepsTheInvariants() {
        final Long only = Long.getLong("tidemark.simulation.seed");
        if (only != null) {
            explore(only);
            return;
        }
        final AtomicLong done = new AtomicLong();
        final AtomicLong steps = new AtomicLong();
        LongStream.range(FIRST, FIRST + SCHEDULES).parallel().forEach(seed -> {
            final long taken = steps.addAndGet(explore(seed));
            final long count = done.incrementAndGet();
            if (count % SHOWN_EVERY == 0) {
                System.out.println("simulation: " + count + " of " + SCHEDULES + " schedules, " + taken + " steps");
            }
        });
    }

    private static int explore(final long seed) {
        try {
            return new Simulation(seed).run();
        } catch (final AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "; to replay: mvn -B test -pl pipeline -am"
                            + " -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dtidemark.simulation.seed=" + seed,
                    e);
        }
    }
}
