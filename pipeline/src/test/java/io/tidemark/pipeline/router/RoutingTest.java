package io.tidemark.pipeline.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoutingTest {
    /** Golden: whoever has to change these numbers breaks every restart that is under way. */
    @Test
    void neverChangesItsMind() {
        final long[] keys = {0, 1, 2, 3, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x9e3779b97f4a7c15L};
        assertThat(LongStream.of(keys).mapToObj(key -> Routing.workerOf(key, 8)))
                .containsExactly(0, 4, 7, 6, 1, 3, 2, 2);
        assertThat(LongStream.of(keys).mapToObj(key -> Routing.workerOf(key, 13)))
                .containsExactly(0, 10, 4, 4, 2, 10, 0, 8);
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
