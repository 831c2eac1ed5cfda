package io.tidemark.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Explores schedules and crashes. To replay one: {@code -Dtidemark.simulation.seed=N}. */
class SimulationTest {
    private static final long SCHEDULES = Long.getLong("tidemark.simulation.schedules", 5_000);

    @Test
    void everyScheduleKeepsTheInvariants() {
        final Long only = Long.getLong("tidemark.simulation.seed");
        final long first = only == null ? 0 : only;
        final long last = only == null ? SCHEDULES - 1 : only;
        for (long seed = first; seed <= last; seed++) {
            final Simulation simulation = new Simulation(seed);
            assertThatCode(simulation::run)
                    .as("seed %d; replay with -Dtidemark.simulation.seed=%d", seed, seed)
                    .doesNotThrowAnyException();
        }
    }
}
