// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Successive changes of one row that become one leave the rows that they leave one by one. */
class CompactionIT extends RowsFixture {
    private RowBatchExecutor compacting;

    @BeforeEach
    void open() {
        compacting = new RowBatchExecutor(downstream, QUICK, retries, BatchProgress.NONE, true, true);
    }

    @AfterEach
    void closeIt() {
        compacting.close();
    }

    @Test
    void writesEachRowOnce() throws Exception {
        execute(
                "CREATE TABLE rows_it.seen (what VARCHAR(10), n INT); CREATE TRIGGER rows_it.i AFTER INSERT ON rows_it.keyed FOR"
                        + " EACH ROW INSERT INTO rows_it.seen VALUES ('insert', NEW.n); CREATE TRIGGER rows_it.u AFTER UPDATE ON"
                        + " rows_it.keyed FOR EACH ROW INSERT INTO rows_it.seen VALUES ('update', NEW.n)");
        compacting.execute(BatchOf.changes(
                insert(1, "a", 1), update(row(1, "a", 1), row(1, "a", 2)), update(row(1, "a", 2), row(1, "b", 3))));
        compacting.execute(
                BatchOf.changes(delete(row(1, "b", 3)), insert(1, "c", 4), update(row(1, "c", 4), row(1, "c", 5))));
        assertThat(rows("keyed")).containsExactly("1,c,5");
        assertThat(rows("seen")).containsExactly("insert,3", "update,5");
    }

    @Test
    void noticesARowThatIsMissing() throws Exception {
        compacting.execute(BatchOf.changes(insert(1, "a", 1)));
        assertThatThrownBy(() -> compacting.execute(BatchOf.changes(
                        update(row(1, "a", 1), row(1, "a", 2)),
                        update(row(2, "b", 1), row(2, "b", 2)),
                        update(row(2, "b", 2), row(2, "b", 3)))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("UPDATE of `rows_it`.`keyed` found no row with id=2")
                .hasMessageContaining("101");
        assertThatThrownBy(() -> compacting.execute(BatchOf.changes(delete(row(3, "c", 1)), insert(3, "c", 2))))
                .hasMessageContaining("DELETE of `rows_it`.`keyed` found no row with id=3");
        assertThat(rows("keyed")).containsExactly("1,a,1");
    }

    @Test
    void noticesARowThatWasThereBeforeItCameAndWent() throws Exception {
        compacting.execute(BatchOf.changes(insert(1, "a", 1), insert(2, "b", 1)));
        assertThatThrownBy(() -> compacting.execute(BatchOf.changes(
                        insert(3, "c", 1), delete(row(3, "c", 1)), insert(2, "d", 1), delete(row(2, "d", 1)))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("1062")
                .hasMessageContaining("102");
        assertThat(rows("keyed")).containsExactly("1,a,1", "2,b,1");
    }

    @Test
    void rowsThatCameAndWentLeaveNothing() throws Exception {
        final List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            changes.add(insert(i, "e" + i, i));
            changes.add(update(row(i, "e" + i, i), row(i, "f" + i, i)));
            changes.add(delete(row(i, "f" + i, i)));
        }
        compacting.execute(new BatchOf(changes));
        assertThat(rows("keyed")).isEmpty();
    }

    @Test
    void repeatsInSafeModeWithoutHarm() throws Exception {
        compacting.execute(BatchOf.changes(insert(1, "a", 1), insert(9, "z", 1)));
        final BatchOf batch = BatchOf.changes(
                safe(update(row(1, "a", 1), row(1, "b", 2))),
                safe(insert(2, "a", 1)),
                safe(update(row(2, "a", 1), row(2, "c", 1))),
                safe(insert(3, "a", 1)),
                safe(delete(row(9, "z", 1))),
                safe(insert(9, "y", 1)),
                safe(insert(4, "q", 1)),
                safe(delete(row(4, "q", 1))),
                safe(delete(row(3, "a", 1))));
        compacting.execute(batch);
        compacting.execute(batch);
        assertThat(rows("keyed")).containsExactly("1,b,2", "2,c,1", "9,y,1");
    }

    /** Few hot rows that exchange unique values and identities, come and go; also when all is repeated in safe mode. */
    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,false", "4,false", "5,true", "6,true"})
    void endsLikeAModel(final long seed, final boolean repeated) throws Exception {
        final Random random = new Random(seed);
        final Map<Integer, Object[]> model = new TreeMap<>();
        for (int i = 0; i < 25; i++) {
            final List<RowChange> changes = new ArrayList<>();
            final int size = 1 + random.nextInt(80);
            while (changes.size() < size) {
                change(random, model, changes);
            }
            if (repeated) {
                changes.replaceAll(RowsFixture::safe);
                compacting.execute(new BatchOf(changes));
            }
            compacting.execute(new BatchOf(changes));
            assertThat(found()).containsExactlyElementsOf(text(model));
        }
    }

    private List<String> found() throws SQLException {
        return rows("keyed");
    }

    private static List<String> text(final Map<Integer, Object[]> model) {
        return model.values().stream()
                .map(row -> row[0] + "," + new String((byte[]) row[1], StandardCharsets.UTF_8) + "," + row[2])
                .toList();
    }

    private void change(final Random random, final Map<Integer, Object[]> model, final List<RowChange> changes) {
        final int id = random.nextInt(8);
        final Object[] before = model.get(id);
        if (before != null && random.nextInt(4) == 0) {
            model.remove(id);
            changes.add(delete(before));
            return;
        }
        final boolean keeps = before != null && random.nextBoolean();
        final Object[] after = row(
                random.nextInt(8) == 0 ? random.nextInt(8) : id,
                keeps ? new String((byte[]) before[1], StandardCharsets.UTF_8) : "e" + random.nextInt(10),
                random.nextInt(1000));
        for (final Object[] other : model.values()) {
            if (other != before && (other[0].equals(after[0]) || Arrays.equals((byte[]) other[1], (byte[]) after[1]))) {
                return;
            }
        }
        if (before == null) {
            changes.add(insert(
                    (Integer) after[0], new String((byte[]) after[1], StandardCharsets.UTF_8), (Integer) after[2]));
        } else {
            model.remove(id);
            changes.add(update(before, after));
        }
        model.put((Integer) after[0], after);
    }
}
