// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UPDATEs that are sent as one statement of many rows do what they do one by one, or the batch does nothing. */
class OverwriteIT extends RowsFixture {
    @Test
    void sendsManyUpdatesAsOneStatement() throws Exception {
        final List<RowChange> inserts = new ArrayList<>();
        final List<RowChange> updates = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            inserts.add(insert(i, "e" + i, i));
            updates.add(update(row(i, "e" + i, i), row(i, "f" + i, -i - 1)));
        }
        executor.execute(new BatchOf(inserts));
        final long before = questions();
        executor.execute(new BatchOf(updates));
        assertThat(questions() - before).isLessThan(10);
        assertThat(rows("keyed")).hasSize(500).contains("0,f0,-1", "499,f499,-500");
    }

    @Test
    void noticesARowThatIsMissing() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1), insert(2, "b", 1)));
        assertThatThrownBy(() -> executor.execute(BatchOf.changes(
                        update(row(1, "a", 1), row(1, "a", 2)), update(row(3, "c", 1), row(3, "c", 2)))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("UPDATE of `rows_it`.`keyed` found no row with id=3")
                .hasMessageContaining("101");
        assertThat(rows("keyed")).containsExactly("1,a,1", "2,b,1");
    }

    @Test
    void changesNoOtherRowThatHasTheUniqueValueOfOneThatIsMissing() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1), insert(2, "b", 1)));
        assertThatThrownBy(() -> executor.execute(BatchOf.changes(
                        update(row(1, "a", 1), row(1, "a", 2)), update(row(3, "x", 1), row(3, "b", 2)))))
                .hasMessageContaining("found no row with id=3");
        assertThat(rows("keyed")).containsExactly("1,a,1", "2,b,1");
    }

    @Test
    void refusesAUniqueValueThatAnotherRowHas() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1), insert(2, "b", 1)));
        assertThatThrownBy(() -> executor.execute(BatchOf.changes(
                        update(row(1, "a", 1), row(1, "a", 2)), update(row(2, "b", 1), row(2, "a", 2)))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("1062")
                .hasMessageContaining("101");
        assertThat(rows("keyed")).containsExactly("1,a,1", "2,b,1");
    }

    @Test
    void goesOnOneByOneWhereARowAlreadyIsWhatItShallBecome() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 2), insert(2, "b", 1)));
        executor.execute(
                BatchOf.changes(update(row(1, "a", 1), row(1, "a", 2)), update(row(2, "b", 1), row(2, "b", 2))));
        assertThat(rows("keyed")).containsExactly("1,a,2", "2,b,2");
    }

    @Test
    void saysWhyTheProgressCantBeWrittenAlsoForASmallerBatchThanTheLast() throws Exception {
        final AtomicBoolean broken = new AtomicBoolean();
        try (RowBatchExecutor failing =
                new RowBatchExecutor(downstream, QUICK, retries, new ProgressThatBreaks(broken), true)) {
            final List<RowChange> changes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                changes.add(insert(i, "e" + i, i));
            }
            // the last statement begins with the twenty-first change
            changes.add(RowChange.insert(keyless, new Object[] {1, bytes("b")}, false));
            failing.execute(new BatchOf(changes));
            broken.set(true);
            assertThatThrownBy(() -> failing.execute(BatchOf.changes(insert(50, "x", 1))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("progress")
                    .hasMessageContaining("1146")
                    .hasMessageContaining("marks");
        }
    }

    private record ProgressThatBreaks(AtomicBoolean broken) implements BatchProgress {
        @Override
        public boolean tellsOutcomes() {
            return true;
        }

        @Override
        public void record(final StatementText into, final Batch<RowChange> batch) {
            if (broken.get()) {
                into.add(bytes("UPDATE rows_it.marks SET a = 1"));
            }
        }

        @Override
        public void counted(final Connection connection, final int rows) {
            // it is not there
        }

        @Override
        public boolean isCommitted(final Connection connection) {
            return false;
        }

        @Override
        public void committed() {
            // nothing to remember
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    @Test
    void keepsAnUpdateThatChangesTheIdentityLetterByLetterOnly() throws Exception {
        execute("CREATE TABLE rows_it.word (w VARCHAR(20) COLLATE utf8mb4_unicode_ci PRIMARY KEY, n INT)");
        final var word = structure("word");
        executor.execute(BatchOf.changes(RowChange.insert(word, new Object[] {bytes("straße"), 1}, false)));
        executor.execute(BatchOf.changes(
                RowChange.update(word, new Object[] {bytes("straße"), 1}, new Object[] {bytes("STRASSE"), 1}, false),
                RowChange.update(word, new Object[] {bytes("STRASSE"), 1}, new Object[] {bytes("STRASSE"), 2}, false)));
        assertThat(rows("word")).containsExactly("STRASSE,2");
    }

    @Test
    void sendsEachChangeAsAStatementOfItsOwnIfAskedTo() throws Exception {
        final List<RowChange> inserts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            inserts.add(insert(i, "e" + i, i));
        }
        try (RowBatchExecutor single = new RowBatchExecutor(downstream, QUICK, retries, BatchProgress.NONE, false)) {
            final long before = questions();
            single.execute(new BatchOf(inserts));
            assertThat(questions() - before).isGreaterThanOrEqualTo(50);
        }
        assertThat(rows("keyed")).hasSize(50);
    }

    /** Rows that exchange unique values, change their identity, come and go, in batches of any size. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsLikeAModel(final long seed) throws Exception {
        final Random random = new Random(seed);
        final Map<Integer, Object[]> model = new TreeMap<>();
        for (int batch = 0; batch < 30; batch++) {
            final List<RowChange> changes = new ArrayList<>();
            final int size = 1 + random.nextInt(60);
            while (changes.size() < size) {
                change(random, model, changes);
            }
            executor.execute(new BatchOf(changes));
        }
        assertThat(rows("keyed"))
                .containsExactlyElementsOf(model.values().stream()
                        .map(row -> row[0] + "," + new String((byte[]) row[1], java.nio.charset.StandardCharsets.UTF_8)
                                + "," + row[2])
                        .toList());
    }

    private void change(final Random random, final Map<Integer, Object[]> model, final List<RowChange> changes) {
        final int id = random.nextInt(12);
        final Object[] before = model.get(id);
        final Object[] after =
                row(random.nextInt(5) == 0 ? random.nextInt(12) : id, "e" + random.nextInt(14), random.nextInt(1000));
        final boolean delete = before != null && random.nextInt(5) == 0;
        if (delete) {
            model.remove(id);
            changes.add(delete(before));
            return;
        }
        for (final Object[] other : model.values()) {
            if (other != before && (other[0].equals(after[0]) || Arrays.equals((byte[]) other[1], (byte[]) after[1]))) {
                return;
            }
        }
        if (before == null) {
            changes.add(RowChange.insert(keyed, after, false));
        } else {
            model.remove(id);
            changes.add(update(before, after));
        }
        model.put((Integer) after[0], after);
    }

    private long questions() throws SQLException {
        return Long.parseLong(
                query("SHOW GLOBAL STATUS LIKE 'Questions'").get(0).split(",", -1)[1]);
    }
}
