// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A checkpoint store that is stuck holds nothing up, and nothing piles up behind it. */
class EnduranceTest {
    private static final int RING = 1 << 10;

    @Test
    void holdsNoMoreThanTwoMapsAndOneSnapshotWhileTheStoreIsStuck() throws Exception {
        final Endurance.Settings settings =
                new Endurance.Settings(3, RING, Duration.ofMillis(5), 0, Duration.ofMillis(200), 8);

        final Endurance.Outcome outcome = Endurance.run(settings, sample -> {});

        assertThat(outcome.samples()).hasSize(8).allSatisfy(sample -> {
            assertThat(sample.snapshots()).isLessThanOrEqualTo(1);
            assertThat(sample.flushes()).isZero();
            assertThat(sample.causalityMaps()).isLessThanOrEqualTo(2);
            assertThat(sample.causalityKeys()).isLessThanOrEqualTo(3 * RING);
            assertThat(sample.jobsInFlight()).isLessThanOrEqualTo(RING);
        });
        assertThat(outcome.samples().get(7).snapshots()).isOne();
        assertThat(outcome.samples()).extracting(Sample::rows).isSorted();
        assertThat(outcome.samples().get(7).rows())
                .as("many rings full of rows pass")
                .isGreaterThan(10 * RING);
        assertThat(outcome.flushed()).isEqualTo(outcome.end());
    }

    @Test
    void callsAHeapFlatWhoseLastThirdIsLikeTheMiddleOne() {
        final long megabyte = 1_000_000;

        assertThat(Flatness.of(List.of(1 * megabyte, 90 * megabyte, 40L, 50 * megabyte, 50 * megabyte, 59 * megabyte))
                        .isFlat())
                .isTrue();
        assertThat(Flatness.of(List.of(1L, 1L, 50 * megabyte, 50 * megabyte, 61 * megabyte, 61 * megabyte))
                        .isFlat())
                .isFalse();
    }
}
