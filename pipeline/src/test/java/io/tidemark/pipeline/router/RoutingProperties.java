// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoutingProperties {
    @Property
    void routerChoosesTheWorkerThatAnotherStartWouldChoose(@ForAll final long key) {
        for (int workers = 1; workers <= 256; workers++) {
            assertThat(new Routing(workers).workerOf(key)).isEqualTo(Routing.workerOf(key, workers));
        }
    }

    @Property
    void remainderIsThatOfTheDivision(@ForAll final long number) {
        for (int divisor = 1; divisor <= 256; divisor++) {
            assertThat(new Remainder(divisor).of(number)).isEqualTo((int) Long.remainderUnsigned(number, divisor));
        }
    }

    @Test
    void remainderIsThatOfTheDivisionWhereMultiplesBegin() {
        final RandomGenerator random = RandomGenerator.of("SplittableRandom");
        for (int divisor = 1; divisor <= 256; divisor++) {
            final Remainder remainder = new Remainder(divisor);
            for (int i = 0; i < 10_000; i++) {
                final long number = random.nextLong() >>> random.nextInt(64);
                final long multiple = number - Long.remainderUnsigned(number, divisor);
                assertThat(remainder.of(multiple)).isZero();
                assertThat(remainder.of(multiple - 1)).isEqualTo((int) Long.remainderUnsigned(multiple - 1, divisor));
            }
        }
    }
}
