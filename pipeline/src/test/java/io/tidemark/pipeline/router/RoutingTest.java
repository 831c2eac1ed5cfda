// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Pins the routing function to numbers that were written down once.
 *
 * <p>Why: a worker's durable progress says how far <em>its own</em> rows are applied, and a restart asks the function
 * again whose a row is. Were the answer another than before the restart, a row could be taken for another worker's: it
 * would be skipped though it is not applied (lost), or applied twice. So whoever has to change a number in here needs a
 * new function beside the old one, and a way to tell which of them a stored checkpoint was made with.
 */
class RoutingTest {
    private static final long[] KEYS = {
        0, 1, 2, 3, -1, -2, -1_000_000_007L, Long.MIN_VALUE, Long.MAX_VALUE, 0x9e3779b97f4a7c15L
    };

    private static List<Integer> workersOf(final int workerCount) {
        return LongStream.of(KEYS)
                .mapToObj(key -> Routing.workerOf(key, workerCount))
                .toList();
    }

    @Test
    void neverChangesItsMind() {
        assertThat(workersOf(1)).containsOnly(0);
        assertThat(workersOf(2)).containsExactly(0, 0, 1, 0, 1, 1, 0, 1, 0, 0);
        assertThat(workersOf(3)).containsExactly(0, 2, 0, 2, 1, 0, 0, 0, 1, 2);
        assertThat(workersOf(7)).containsExactly(0, 0, 5, 2, 5, 1, 2, 0, 3, 6);
        assertThat(workersOf(8)).containsExactly(0, 4, 7, 6, 1, 3, 6, 3, 2, 2);
        assertThat(workersOf(13)).containsExactly(0, 10, 4, 4, 2, 6, 9, 10, 0, 8);
        assertThat(workersOf(100)).containsExactly(0, 4, 47, 22, 89, 55, 34, 7, 30, 54);
        assertThat(workersOf(255)).containsExactly(0, 179, 27, 77, 229, 105, 234, 57, 70, 254);
        assertThat(workersOf(256)).containsExactly(0, 44, 231, 206, 33, 43, 30, 147, 234, 234);
    }

    /** Many keys in one number, so that a change that spares the few above is found as well. */
    @Test
    void neverChangesItsMindOnAnyOfManyKeys() {
        final int[] workerCounts = {2, 3, 7, 8, 13, 100, 255, 256};
        long digest = 0;
        for (final int workerCount : workerCounts) {
            for (long i = -5_000; i < 5_000; i++) {
                digest = 31 * digest + Routing.workerOf(i * 0x1234_5678_9abc_defL, workerCount);
            }
        }
        assertThat(digest).isEqualTo(-6545703429463362884L);
    }

    @Test
    void answersWithAWorkerThatExists() {
        for (int workerCount = 1; workerCount <= 256; workerCount++) {
            final int bound = workerCount;
            assertThat(workersOf(workerCount)).allMatch(worker -> worker >= 0 && worker < bound);
        }
    }

    @Test
    void spreadsNeighbouringKeysEvenly() {
        final int workers = 16;
        final int[] rows = new int[workers];
        LongStream.range(0, 160_000).forEach(key -> rows[Routing.workerOf(key, workers)]++);
        for (final int count : rows) {
            assertThat(count).isBetween(9_000, 11_000);
        }
    }
}
