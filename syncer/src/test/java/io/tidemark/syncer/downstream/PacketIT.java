// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements are as long as the downstream's max_allowed_packet lets them be, and no longer. */
class PacketIT extends RowsFixture {
    private static final int ROWS = 400;

    @AfterEach
    void restore() throws Exception {
        execute("SET GLOBAL max_allowed_packet = 67108864");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 1024})
    void fitsIntoWhatTheServerTakes(final int kib) throws Exception {
        execute("CREATE TABLE rows_it.wide (id INT PRIMARY KEY, b LONGBLOB)");
        execute("SET GLOBAL max_allowed_packet = " + kib * 1024);
        final var wide = structure("wide");
        final List<RowChange> inserts = new ArrayList<>();
        final List<RowChange> updates = new ArrayList<>();
        final List<RowChange> deletes = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            final Object[] first = {i, new byte[i * 7]};
            // in turns a text in quotes and bytes in digits; the greatest fill a packet
            final Object[] second = {i, bytes(i % 2 == 0 ? "\"y\\'z".repeat(i) : "z".repeat(i * 30))};
            inserts.add(RowChange.insert(wide, first, false));
            updates.add(RowChange.update(wide, first, second, false));
            if (i > 1) {
                deletes.add(RowChange.delete(wide, second, false));
            }
        }
        executor.execute(new BatchOf(inserts));
        executor.execute(new BatchOf(updates));
        assertThat(query("SELECT COUNT(*), SUM(LENGTH(b)) FROM rows_it.wide"))
                .containsExactly(ROWS + "," + expectedBytes());
        executor.execute(new BatchOf(deletes));
        assertThat(rows("wide")).hasSize(2);
        assertThat(retries.sum()).isZero();
    }

    private static long expectedBytes() {
        long bytes = 0;
        for (int i = 0; i < ROWS; i++) {
            bytes += i * (i % 2 == 0 ? 5L : 30L);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesTableSizeAndVariableIfARowAloneIsTooLong(final boolean multipleRows) throws Exception {
        execute("CREATE TABLE rows_it.wide (id INT PRIMARY KEY, b LONGBLOB)");
        execute("SET GLOBAL max_allowed_packet = 16384");
        final var wide = structure("wide");
        try (RowBatchExecutor one =
                new RowBatchExecutor(downstream, QUICK, retries, BatchProgress.NONE, multipleRows)) {
            assertThatThrownBy(() -> one.execute(BatchOf.changes(
                            RowChange.insert(wide, new Object[] {1, new byte[8000]}, false),
                            RowChange.insert(wide, new Object[] {2, new byte[9000]}, false))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("a row of `rows_it`.`wide` takes a statement of 180")
                    .hasMessageContaining("max_allowed_packet is 16384")
                    .hasMessageContaining("101");
        }
        assertThat(rows("wide")).isEmpty();
    }
}
