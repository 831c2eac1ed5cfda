package io.tidemark.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutedJobsTest {
    private static final int RING = 8;

    private final RoutedJobs routed = new RoutedJobs(RING);

    @Test
    void workerFindsEachOfItsJobsAndNobodyElses() {
        for (long sequence = 0; sequence < 100 * RING; sequence++) {
            if (sequence % 4 == 3) {
                routed.assignToNobody(sequence);
            } else {
                routed.assign(sequence, workerOf(sequence));
            }
            routed.publish(sequence);
            // as far back as a slot is still in use
            for (long from = Math.max(0, sequence - RING + 1); from <= sequence + 1; from++) {
                for (final int worker : new int[] {0, 1, 254, 255}) {
                    assertThat(routed.next(worker, from, routed.get())).isEqualTo(naiveNext(worker, from, sequence));
                }
            }
        }
    }

    private static long naiveNext(final int worker, final long from, final long to) {
        long sequence = from;
        while (sequence <= to && (sequence % 4 == 3 || workerOf(sequence) != worker)) {
            sequence++;
        }
        return sequence;
    }

    /** Changes from lap to lap, so that what a cell has held before would be found out. */
    private static int workerOf(final long sequence) {
        return sequence / RING % 2 == 0 ? 254 + (int) (sequence % 2) : (int) (sequence % 2);
    }

    @Test
    void nothingIsRoutedAtFirst() {
        assertThat(routed.get()).isEqualTo(-1);
        assertThat(routed.worker(0)).isEqualTo(-1);
    }
}
