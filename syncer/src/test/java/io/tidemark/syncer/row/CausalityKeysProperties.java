// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static io.tidemark.syncer.row.Tables.keys;
import static io.tidemark.syncer.row.Tables.row;
import static io.tidemark.syncer.row.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class CausalityKeysProperties {
    private final TableStructure texts =
            table().text("utf8mb4_0900_ai_ci").primary(0).build();
    private final TableStructure numbers = table().column(ColumnType.INTEGER)
            .column(ColumnType.INTEGER)
            .primary(0, 1)
            .build();

    @Property
    void ignoreCaseAccentsAndTrailingSpaces(
            @ForAll @CharRange(from = ' ', to = '\u024F') @StringLength(max = 20) final String text) {
        final String other = Normalizer.normalize(text, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toUpperCase(Locale.ROOT)
                + "  ";
        assertThat(keys(RowChange.insert(texts, row(text), false)))
                .isEqualTo(keys(RowChange.insert(texts, row(other), false)));
    }

    @Property
    void shareAKeyWithTheChangeOfTheSameRowThatFollows(
            @ForAll final long a, @ForAll final long b, @ForAll final long c, @ForAll final long d) {
        final var update = keys(RowChange.update(numbers, row(a, b), row(c, d), false));
        assertThat(update).containsAnyElementsOf(keys(RowChange.insert(numbers, row(a, b), false)));
        assertThat(update).containsAnyElementsOf(keys(RowChange.delete(numbers, row(c, d), false)));
        assertThat(update).doesNotHaveDuplicates();
    }

    @Property(tries = 20)
    void spreadNeighboursOverAllWorkers(
            @ForAll final long start, @ForAll @IntRange(min = 2, max = 16) final int workers) {
        final int rows = 2000;
        final int[] load = new int[workers];
        final Set<Long> seen = new HashSet<>();
        for (int i = 0; i < rows; i++) {
            final long key =
                    keys(RowChange.insert(numbers, row(start + i, 1L), false)).get(0);
            seen.add(key);
            load[(int) Long.remainderUnsigned(key, workers)]++;
        }
        assertThat(seen).hasSize(rows);
        final int fair = rows / workers;
        for (final int of : load) {
            assertThat(of).isBetween(fair / 2, fair * 2);
        }
    }
}
