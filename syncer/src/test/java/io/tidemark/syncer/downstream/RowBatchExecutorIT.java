// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBatchExecutorIT extends RowsFixture {
    @Test
    void appliesChangesInTheirOrder() throws Exception {
        executor.execute(BatchOf.changes(
                insert(1, "a", 1),
                insert(2, "b", 1),
                update(row(1, "a", 1), row(1, "a", 2)),
                update(row(2, "b", 1), row(3, "b", 2)),
                delete(row(1, "a", 2)),
                insert(1, "c", 3),
                update(row(1, "c", 3), row(1, "c", 3)),
                RowChange.insert(keyless, new Object[] {1, null}, false),
                delete(row(3, "b", 2)),
                insert(4, "b", 4)));
        assertThat(rows("keyed")).containsExactly("1,c,3", "4,b,4");
        assertThat(rows("keyless")).containsExactly("1,null");
    }

    @Test
    void sendsManyRowsAsOneStatement() throws Exception {
        executor.execute(BatchOf.changes(insert(0, "warm", 0)));
        final long before = statements();
        final List<RowChange> changes = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            changes.add(insert(i, "e" + i, i));
        }
        executor.execute(new BatchOf(changes));
        assertThat(rows("keyed")).hasSize(1001);
        assertThat(statements() - before).isLessThan(10);
    }

    @Test
    void replacesInSafeModeWhatMayBeThereAlready() throws Exception {
        final BatchOf batch = BatchOf.changes(
                safe(insert(1, "a", 1)),
                safe(insert(2, "b", 1)),
                safe(update(row(1, "a", 1), row(1, "a", 2))),
                safe(update(row(2, "b", 1), row(3, "x", 2))),
                safe(insert(4, "b", 1)),
                safe(insert(5, "e", 1)),
                safe(delete(row(5, "e", 1))));
        executor.execute(batch);
        executor.execute(batch);
        assertThat(rows("keyed")).containsExactly("1,a,2", "3,x,2", "4,b,1");
    }

    @Test
    void deletesAndReplacesInSafeModeOnlyWhenAKeyChanged() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1), insert(2, "b", 1)));
        // without the delete of id 2 the old row would stay; with one for id 1 nothing would tell it from a replace
        executor.execute(BatchOf.changes(
                safe(update(row(2, "b", 1), row(7, "z", 2))), safe(update(row(1, "a", 1), row(1, "a", 9)))));
        assertThat(rows("keyed")).containsExactly("1,a,9", "7,z,2");
    }

    @Test
    void stopsAtAnUpdateOrDeleteThatFindsNoRow() {
        assertThatThrownBy(() ->
                        executor.execute(BatchOf.changes(insert(1, "a", 1), update(row(8, "x", 1), row(8, "x", 2)))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("UPDATE of `rows_it`.`keyed` found no row with id=8")
                .hasMessageContaining("101")
                .hasMessageContaining("safe mode");
        assertThatThrownBy(() -> executor.execute(BatchOf.changes(
                        insert(1, "a", 1),
                        delete(row(1, "a", 1)),
                        delete(row(9, "x", 1)),
                        delete(row(10, "x", 1)),
                        delete(row(11, "x", 1)),
                        delete(row(12, "x", 1)))))
                .hasMessageContaining("DELETE of `rows_it`.`keyed` found no row with id=9")
                .hasMessageContaining("102");
        assertThatThrownBy(() -> executor.execute(
                        BatchOf.changes(RowChange.delete(keyless, new Object[] {1, bytes("x")}, false))))
                .hasMessageContaining("DELETE of `rows_it`.`keyless` found no row with all 2 columns");
    }

    @Test
    void takesOneOfSeveralEqualRowsOfAKeylessTableAndNoOtherSpelling() throws Exception {
        executor.execute(BatchOf.changes(
                RowChange.insert(keyless, new Object[] {1, bytes("a")}, false),
                RowChange.insert(keyless, new Object[] {1, bytes("A")}, false),
                RowChange.insert(keyless, new Object[] {1, bytes("A")}, false),
                RowChange.insert(keyless, new Object[] {null, null}, false),
                RowChange.delete(keyless, new Object[] {1, bytes("A")}, false),
                RowChange.update(keyless, new Object[] {1, bytes("A")}, new Object[] {2, bytes("Ä")}, false),
                RowChange.update(keyless, new Object[] {null, null}, new Object[] {3, null}, false)));
        assertThat(rows("keyless")).containsExactly("1,a", "2,Ä", "3,null");
    }

    @Test
    void appliesABatchWholeOrNotAtAllAndNamesTheChangeThatFails() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1)));
        assertThatThrownBy(() -> executor.execute(
                        BatchOf.changes(insert(2, "b", 1), insert(3, "c", 1), insert(4, "á ", 1), insert(5, "e", 1))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("INSERT of `rows_it`.`keyed`")
                .hasMessageContaining("102")
                .hasMessageContaining("23000")
                .hasMessageContaining("1062");
        assertThat(rows("keyed")).containsExactly("1,a,1");
        assertThat(retries.sum()).isZero();
    }

    @Test
    void refusesValuesThatDoNotFit() {
        assertThatThrownBy(() -> executor.execute(BatchOf.changes(insert(1, "x".repeat(51), 1))))
                .hasMessageContaining("1406");
    }

    private long statements() throws SQLException {
        return Long.parseLong(
                query("SHOW GLOBAL STATUS LIKE 'Com_insert'").get(0).split(",", -1)[1]);
    }
}
