// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutedJobsTest {
    private static final int WORKERS = 256;

    /** Rings that are shorter than a word of bits, just one, and longer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 64, 128})
    void workerFindsEachOfItsJobsAndNobodyElses(final int ring) {
        final RoutedJobs routed = new RoutedJobs(ring, WORKERS);
        for (long sequence = 0; sequence < 300 + 5L * ring; sequence++) {
            routed.enter(sequence);
            if (sequence % 4 != 3) {
                routed.assign(sequence, workerOf(sequence));
            }
            if (isSpecial(sequence)) {
                routed.markSpecial(sequence);
            }
            routed.publish(sequence);
            assertThat(routed.get()).isEqualTo(sequence);
            // as far back as a slot is still in use
            for (long from = Math.max(0, sequence - ring + 1); from <= sequence; from++) {
                for (final int worker : new int[] {0, 1, 254, 255}) {
                    assertThat(routed.own(worker, from, sequence)).isEqualTo(naiveOwn(worker, from, sequence));
                }
                assertThat((routed.special(from) & (1L << from)) != 0).isEqualTo(isSpecial(from));
            }
        }
    }

    private static long naiveOwn(final int worker, final long from, final long to) {
        long bits = 0;
        for (long sequence = from; sequence <= to && sequence / 64 == from / 64; sequence++) {
            if (sequence % 4 != 3 && workerOf(sequence) == worker) {
                bits |= 1L << sequence % 64;
            }
        }
        return bits;
    }

    /** Changes from one use of a bit to the next, so that what it was before would be found out. */
    private static int workerOf(final long sequence) {
        return Long.bitCount(sequence) % 2 == 0 ? 254 + (int) (sequence % 2) : (int) (sequence % 2);
    }

    private static boolean isSpecial(final long sequence) {
        return sequence * 7 % 11 == 0;
    }

    @Test
    void workerDoesNotSeeWhatItDoesNotKnowToBePublished() {
        final RoutedJobs routed = new RoutedJobs(8, 2);
        for (long sequence = 0; sequence < 4; sequence++) {
            routed.enter(sequence);
            routed.assign(sequence, 1);
        }
        assertThat(routed.own(1, 0, 3)).isZero();
        routed.publish(3);
        assertThat(routed.own(1, 0, 1)).isEqualTo(0b0011);
        assertThat(routed.own(1, 1, 2)).isEqualTo(0b0110);
        assertThat(routed.own(0, 0, 3)).isZero();
    }

    @Test
    void nothingIsRoutedAtFirst() {
        assertThat(new RoutedJobs(8, 2).get()).isEqualTo(-1);
    }

    @Test
    void keepsOneWaitForEachWorkerTheFarthest() {
        final RoutedJobs routed = new RoutedJobs(8, WORKERS);
        routed.enter(0);
        for (int round = 0; round < 3; round++) {
            for (int worker = 0; worker < WORKERS; worker++) {
                routed.waitFor(0, worker, 1_000L * (round == 1 ? 9 : round) + worker);
            }
        }
        routed.publish(0);
        final JobWaits waits = routed.waits(0);
        assertThat(waits.count()).isEqualTo(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            assertThat(waits.worker(i)).isEqualTo(i);
            assertThat(waits.sequence(i)).isEqualTo(9_000L + i);
        }
    }

    @Test
    void jobDoesNotInheritTheWaitsOfTheOneThatHadItsSlotBefore() {
        final RoutedJobs routed = new RoutedJobs(1, 2);
        for (long sequence = 0; sequence < 3; sequence++) {
            routed.enter(sequence);
            routed.markSpecial(sequence);
            routed.publish(sequence);
            assertThat(routed.waits(sequence).count()).isZero();
            routed.waitFor(sequence, 1, 7);
            assertThat(routed.waits(sequence).count()).isOne();
        }
    }
}
