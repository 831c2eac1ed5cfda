// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The measurement does not rot: a start with a few tables is measured, twice. */
class StartUpIT {
    @Test
    void aRunStartsFromWhatIsPreparedAndCanBeStartedAgain() throws Exception {
        try (StartUp startUp = StartUp.open()) {
            startUp.prepare(200, 10);

            for (int round = 0; round < 2; round++) {
                final StartCost cost = startUp.measure(200);

                assertThat(cost.tables()).isEqualTo(200);
                assertThat(cost.loadSeconds()).isPositive();
                assertThat(cost.firstRowSeconds()).isPositive();
                assertThat(cost.csv().split(",")).hasSameSizeAs(StartCost.CSV_HEAD.split(","));
            }
        }
    }
}
