// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static io.tidemark.syncer.row.Tables.row;
import static io.tidemark.syncer.row.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowChangeTest {
    private final TableStructure texts =
            table().column(ColumnType.INTEGER).text("utf8mb4_bin").primary(0).build();

    @Test
    void sizeFollowsTheValuesOfBothImages() {
        final long small = RowChange.insert(texts, row(1, "a"), false).bytes();
        assertThat(small).isBetween(50L, 200L);
        assertThat(RowChange.delete(texts, row(1, null), false).bytes()).isBetween(1L, small - 1);
        final Object[] large = row(1, "a".repeat(10_000));
        assertThat(RowChange.insert(texts, large, false).bytes()).isEqualTo(small + 9_999);
        assertThat(RowChange.update(texts, large, large, false).bytes()).isBetween(20_000L, 20_500L);
    }
}
