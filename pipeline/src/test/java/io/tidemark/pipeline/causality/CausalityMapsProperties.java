// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.causality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CausalityMapsProperties {
    record Write(long key, int worker, int applied, boolean flushPoint) {}

    @Provide
    Arbitrary<List<Write>> histories() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 12),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false))
                .as(Write::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void knowsTheLastWriterOfEveryKeyThatIsNotApplied(@ForAll("histories") final List<Write> history) {
        final CausalityMaps maps = new CausalityMaps(5);
        final Map<Long, Long> naive = new HashMap<>();
        long low = -1;
        for (int sequence = 0; sequence < history.size(); sequence++) {
            final Write write = history.get(sequence);
            low = Math.min(sequence - 1L, low + write.applied());
            if (write.worker() % 7 == 0) {
                maps.dropApplied(low);
            }
            maps.turn(low, write.flushPoint());
            maps.put(write.key(), sequence, write.worker());
            naive.put(write.key(), LastWriter.of(sequence, write.worker()));

            for (final Map.Entry<Long, Long> entry : naive.entrySet()) {
                final long found = maps.lastWriter(entry.getKey());
                if (LastWriter.sequence(entry.getValue()) > low) {
                    assertThat(found).isEqualTo(entry.getValue());
                } else {
                    assertThat(found).isIn(LastWriter.NONE, entry.getValue());
                }
            }
            assertThat(maps.alive()).isLessThanOrEqualTo(2);
            assertThat(maps.lastWriter(99)).isEqualTo(LastWriter.NONE);
        }
        maps.dropApplied(history.size());
        assertThat(maps.entries()).isZero();
    }

    @Property
    void lastWriterKeepsBothParts(
            @ForAll @LongRange(max = (1L << 55) - 1) final long sequence,
            @ForAll @IntRange(max = LastWriter.MAX_WORKERS - 1) final int worker) {
        final long writer = LastWriter.of(sequence, worker);
        assertThat(writer).isNotEqualTo(LastWriter.NONE);
        assertThat(LastWriter.sequence(writer)).isEqualTo(sequence);
        assertThat(LastWriter.worker(writer)).isEqualTo(worker);
    }
}
