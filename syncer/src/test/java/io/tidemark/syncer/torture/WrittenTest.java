// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenTest {
    private final Written written = new Written();

    @Test
    void findsTheTransactionThatAGtidIsNotBeyond() {
        written.add(5, List.of());
        written.add(6, List.of());
        written.add(9, List.of());

        assertThat(List.of(0L, 4L, 5L, 6L, 8L, 9L, 100L).stream().map(written::ordinalAt))
                .containsExactly(0, 0, 1, 2, 2, 3, 3);
    }

    @Test
    void countsTheRowsUpToATransactionWithTheirCopies() {
        written.add(1, List.of(new Change(TracedTable.HOT, 1, 1), new Change(TracedTable.TWIN, 1, 1)));
        written.add(2, List.of(new Change(TracedTable.HOT, 1, 2)));

        assertThat(written.rowsUpTo(0)).isZero();
        assertThat(written.rowsUpTo(1)).isEqualTo(3);
        assertThat(written.rowsUpTo(2)).isEqualTo(4);
        assertThat(written.lastVersions(TracedTable.HOT)).containsEntry(1L, 2);
    }

    @Test
    void holdsMoreTransactionsThanItFirstHadRoomFor() {
        for (int i = 1; i <= 5000; i++) {
            written.add(i, List.of(new Change(TracedTable.LEDGER, i, 1)));
        }

        assertThat(written.rowsUpTo(5000)).isEqualTo(5000);
        assertThat(written.ordinalAt(4999)).isEqualTo(4999);
    }

    @Test
    void refusesAVersionThatIsNotTheNext() {
        written.add(1, List.of(new Change(TracedTable.HOT, 1, 1)));

        assertThatThrownBy(() -> written.add(2, List.of(new Change(TracedTable.HOT, 1, 3))))
                .isInstanceOf(IllegalStateException.class);
    }
}
