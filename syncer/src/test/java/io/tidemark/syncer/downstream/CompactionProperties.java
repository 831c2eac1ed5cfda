// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UniqueIndex;
import io.tidemark.syncer.row.UniqueIndex.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CompactionProperties {
    private static final int IDS = 6;
    private static final int UNIQUE_VALUES = 7;

    private static final TableStructure TABLE = new TableStructure(
            TableId.of("db", "t"),
            List.of(column("id"), column("u"), column("n")),
            List.of(
                    new UniqueIndex("PRIMARY", List.of(new Part(0, 0)), false, true),
                    new UniqueIndex("u", List.of(new Part(1, 0)), true, true)));
    private static final TableStructure WITHOUT_KEY = new TableStructure(
            TableId.of("db", "k"),
            List.of(column("id"), column("u"), column("n")),
            List.of(new UniqueIndex("u", List.of(new Part(0, 0)), true, true)));

    private final Compaction compaction = new Compaction();

    @Property
    void theEndIsTheSame(@ForAll final long seed, @ForAll @IntRange(min = 1, max = 60) final int size) {
        final RowModel before = new RowModel();
        final List<RowChange> earlier = history(new Random(seed), before, 10);
        final RowModel after = before.copy();
        final List<RowChange> changes = history(new Random(seed + 1), after, size);
        assertThat(earlier).hasSize(10);
        final RowModel compacted = before.copy();
        assertThat(apply(changes, compacted)).isTrue();
        assertThat(compacted).isEqualTo(after);
    }

    @Property
    void aRowThatIsMissingIsMissed(@ForAll final long seed, @ForAll @IntRange(min = 1, max = 60) final int size) {
        final RowModel before = new RowModel();
        history(new Random(seed), before, 10);
        final List<RowChange> changes = history(new Random(seed + 1), before.copy(), size);
        for (int id = 0; id < IDS; id++) {
            final RowModel without = before.copy();
            final RowModel one = without.copy();
            if (without.remove(id)) {
                one.remove(id);
                assertThat(apply(changes, without) && !oneByOne(changes, one)).isFalse();
            }
        }
    }

    @Property
    void aRowThatIsThereAlreadyIsNoticed(@ForAll final long seed, @ForAll @IntRange(min = 1, max = 60) final int size) {
        final RowModel before = new RowModel();
        history(new Random(seed), before, 10);
        final List<RowChange> changes = history(new Random(seed + 1), before.copy(), size);
        for (int id = 0; id < IDS; id++) {
            final RowModel with = before.copy();
            if (with.insert(new Object[] {id, null, -1})) {
                final RowModel one = with.copy();
                assertThat(apply(changes, with) && !oneByOne(changes, one)).isFalse();
            }
        }
    }

    @Test
    void manyChangesOfOneRowAreOne() {
        final List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            changes.add(RowChange.update(TABLE, row(1, 1, i), row(1, 1, i + 1), false));
        }
        compaction.take(new BatchOf(changes), false);
        assertThat(compaction.change(0).before()).isEqualTo(row(1, 1, 0));
        assertThat(compaction.change(0).after()).isEqualTo(row(1, 1, 50));
        assertThat(compaction.change(1)).isNull();
        assertThat(compaction.change(49)).isNull();
    }

    @Test
    void rowsOfTablesWithoutAKeyStayAsTheyAre() {
        final List<RowChange> changes = List.of(
                RowChange.insert(WITHOUT_KEY, row(1, 1, 1), false),
                RowChange.update(WITHOUT_KEY, row(1, 1, 1), row(1, 1, 2), false),
                RowChange.delete(WITHOUT_KEY, row(1, 1, 2), false));
        compaction.take(new BatchOf(changes), false);
        for (int i = 0; i < 3; i++) {
            assertThat(compaction.change(i)).isSameAs(changes.get(i));
        }
    }

    @Test
    void changesInSafeModeAndOutsideStayApart() {
        final List<RowChange> changes = List.of(
                RowChange.insert(TABLE, row(1, 1, 1), true),
                RowChange.update(TABLE, row(1, 1, 1), row(1, 1, 2), false));
        compaction.take(new BatchOf(changes), false);
        assertThat(compaction.change(1)).isSameAs(changes.get(1));
        compaction.take(new BatchOf(changes), true);
        assertThat(compaction.change(1)).isNull();
    }

    /** Applies a batch compacted and in steps; false if a change is refused. */
    private boolean apply(final List<RowChange> changes, final RowModel to) {
        compaction.take(new BatchOf(changes), false);
        final StatementPlan plan = new StatementPlan();
        final TableStatements table = new TableStatements(TABLE);
        for (int i = 0; i < changes.size(); i++) {
            final RowChange change = compaction.change(i);
            if (change != null) {
                plan.add(i, change, compaction.cameAndWent(i) ? StatementForm.ABSENTS : table.forms(change, false));
            }
        }
        for (final StatementPlan.Step step : plan.steps()) {
            for (int i = 0; i < step.size(); i++) {
                if (!to.apply(step.form(), compaction.change(step.change(i)))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean oneByOne(final List<RowChange> changes, final RowModel to) {
        final Map<RowChange.Kind, StatementForm> forms = Map.of(
                RowChange.Kind.INSERT, StatementForm.INSERT,
                RowChange.Kind.UPDATE, StatementForm.UPDATE,
                RowChange.Kind.DELETE, StatementForm.DELETE);
        return changes.stream().allMatch(change -> to.apply(forms.get(change.kind()), change));
    }

    /** Changes that a server with these rows could have logged. */
    private static List<RowChange> history(final Random random, final RowModel rows, final int size) {
        final List<RowChange> changes = new ArrayList<>();
        while (changes.size() < size) {
            final int id = random.nextInt(IDS);
            final Object[] before = rows.find(id);
            final int newId = random.nextInt(6) == 0 ? random.nextInt(IDS) : id;
            final Object[] after =
                    row(newId, random.nextInt(4) == 0 ? null : random.nextInt(UNIQUE_VALUES), random.nextInt(1000));
            final RowChange change;
            if (before == null) {
                change = RowChange.insert(TABLE, after, false);
            } else if (random.nextInt(4) == 0) {
                change = RowChange.delete(TABLE, before, false);
            } else {
                final Object[] keeping = random.nextBoolean() ? row(id, before[1], random.nextInt(1000)) : after;
                change = RowChange.update(TABLE, before, keeping, false);
            }
            if (oneByOne(List.of(change), rows)) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static Object[] row(final Object id, final Object unique, final Object n) {
        return new Object[] {id, unique, n};
    }

    private static Column column(final String name) {
        return new Column(name, ColumnType.INTEGER, Integer.BYTES, false, "", "", Column.Generation.NONE);
    }
}
