// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UniqueIndex;
import io.tidemark.syncer.row.UniqueIndex.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StatementPlanProperties {
    private static final List<TableStructure> TABLES = List.of(table("a"), table("b"));

    private final StatementPlan plan = new StatementPlan();

    @Property
    void keepTheOrderOfChangesThatShareAKeyAndSendEachOnce(
            @ForAll final long seed, @ForAll @IntRange(min = 1, max = 60) final int size) {
        final Random random = new Random(seed);
        final List<RowChange> changes =
                Stream.generate(() -> change(random)).limit(size).toList();
        final List<List<StatementForm>> forms = changes.stream()
                .map(change -> new TableStatements(change.structure()).forms(change, random.nextInt(4) == 0))
                .toList();
        plan.clear();
        for (int i = 0; i < size; i++) {
            plan.add(i, changes.get(i), forms.get(i));
        }
        final List<Integer> order = new ArrayList<>();
        final List<StatementForm> sent = new ArrayList<>();
        for (final StatementPlan.Step step : plan.steps()) {
            for (int i = 0; i < step.size(); i++) {
                assertThat(changes.get(step.change(i)).structure()).isSameAs(step.structure());
                order.add(step.change(i));
                sent.add(step.form());
            }
        }
        for (int i = 0; i < size; i++) {
            final List<StatementForm> ofChange = new ArrayList<>();
            for (int at = 0; at < order.size(); at++) {
                if (order.get(at) == i) {
                    ofChange.add(sent.get(at));
                }
            }
            assertThat(ofChange).isEqualTo(forms.get(i));
            for (int j = i + 1; j < size; j++) {
                if (shareAKey(changes.get(i), changes.get(j))) {
                    assertThat(order.lastIndexOf(i)).isLessThan(order.indexOf(j));
                }
            }
        }
    }

    @Test
    void makeOneStepOfEachTableThatIsWrittenInTurns() {
        for (int i = 0; i < 100; i++) {
            plan.add(i, RowChange.insert(TABLES.get(i % 2), new Object[] {i, i}, false), List.of(StatementForm.INSERT));
        }
        assertThat(plan.steps()).hasSize(2);
    }

    private static boolean shareAKey(final RowChange one, final RowChange other) {
        final List<Long> shared = keys(one);
        shared.retainAll(keys(other));
        return !shared.isEmpty();
    }

    private static List<Long> keys(final RowChange change) {
        final KeyBuffer buffer = new KeyBuffer();
        new CausalityKeys().write(change, buffer);
        final List<Long> keys = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            keys.add(buffer.get(i));
        }
        return keys;
    }

    private static RowChange change(final Random random) {
        final TableStructure table = TABLES.get(random.nextInt(TABLES.size()));
        return switch (random.nextInt(4)) {
            case 0 -> RowChange.insert(table, row(random), false);
            case 1 -> RowChange.delete(table, row(random), false);
            default -> RowChange.update(table, row(random), row(random), false);
        };
    }

    private static Object[] row(final Random random) {
        return new Object[] {random.nextInt(8), random.nextInt(8)};
    }

    private static TableStructure table(final String name) {
        return new TableStructure(
                TableId.of("db", name),
                List.of(column("id"), column("u")),
                List.of(
                        new UniqueIndex("PRIMARY", List.of(new Part(0, 0)), false, true),
                        new UniqueIndex("u", List.of(new Part(1, 0)), true, true)));
    }

    private static Column column(final String name) {
        return new Column(name, ColumnType.INTEGER, Integer.BYTES, false, "", "", Column.Generation.NONE);
    }
}
