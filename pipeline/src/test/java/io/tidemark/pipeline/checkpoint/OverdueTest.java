// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One line after a bound, and then rarely. */
class OverdueTest {
    private final Overdue overdue = new Overdue();

    @Test
    void isToldAfterTheBoundAndThenEachTimeItHasDoubled() {
        long told = 0;
        for (long age = 0; age < 100 * Overdue.FIRST_NS; age += Overdue.FIRST_NS / 10) {
            told += overdue.isToBeTold(age) ? 1 : 0;
        }
        // after 1, 2, 4, 8, 16, 32 and 64 times the bound
        assertThat(told).isEqualTo(7);
    }

    @Test
    void nextLongWaitIsToldAnew() {
        assertThat(overdue.isToBeTold(4 * Overdue.FIRST_NS)).isTrue();
        assertThat(overdue.isToBeTold(0)).isFalse();
        assertThat(overdue.isToBeTold(Overdue.FIRST_NS)).isTrue();
    }
}
