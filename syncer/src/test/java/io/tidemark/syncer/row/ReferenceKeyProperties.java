// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static io.tidemark.syncer.row.Tables.keys;
import static io.tidemark.syncer.row.Tables.row;
import static io.tidemark.syncer.row.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.schema.TableId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;

/** Where foreign keys are checked: a child's changes and those of the parent rows it references share a key. */
class ReferenceKeyProperties {
    private final TableStructure parent = table().column(ColumnType.INTEGER)
            .text("utf8mb4_general_ci")
            .column(ColumnType.INTEGER)
            .primary(0)
            .index("code", false, 1, 2)
            .reference("parent", List.of("c0"), 0)
            .reference("parent", List.of("c1", "c2"), 1, 2)
            .named("parent");

    /** References the parent by its number, and by its code. */
    private final TableStructure child = table().column(ColumnType.INTEGER)
            .column(ColumnType.INTEGER)
            .column(ColumnType.INTEGER)
            .text("utf8mb4_general_ci")
            .primary(0)
            .reference("parent", List.of("c0"), 1)
            .reference("Parent", List.of("C1", "c2"), 3, 2)
            .named("child");

    @Property
    void childSharesAKeyWithItsParentsInsertAndDelete(
            @ForAll final long id, @ForAll final long number, @ForAll final long other) {
        final List<Long> insert = keys(RowChange.insert(parent, row(number, "x", 1L), false));
        final List<Long> delete = keys(RowChange.delete(parent, row(number, "y", 2L), false));
        final Object[] image = row(id, number, null, null);
        final List<Long> shared = keys(RowChange.insert(child, image, false)).stream()
                .filter(insert::contains)
                .toList();
        assertThat(shared).hasSize(1);
        assertThat(delete).containsAll(shared);
        assertThat(keys(RowChange.delete(child, image, false))).containsAll(shared);
        assertThat(keys(RowChange.update(child, image, row(id, other, null, null), false)))
                .containsAll(shared);
        assertThat(keys(RowChange.update(child, row(id, other, null, null), image, false)))
                .containsAll(shared);
    }

    @Property
    void valuesThatTheCollationTakesAsEqualReferenceTheSameRow(
            @ForAll @AlphaChars final String code, @ForAll final long part) {
        final List<Long> insert = keys(RowChange.insert(parent, row(1L, code, part), false));
        assertThat(keys(RowChange.insert(child, row(7L, null, part, code.toUpperCase(Locale.ROOT) + "  "), false)))
                .containsAnyElementsOf(insert);
    }

    @Property
    void aBinaryMayReferenceAVarbinary(@ForAll @Size(min = 1, max = 6) final byte[] bytes) {
        final TableStructure of = table().column(ColumnType.BYTES)
                .primary(0)
                .reference("t", List.of("c0"), 0)
                .build();
        final TableStructure by = table().column(ColumnType.INTEGER)
                .column(ColumnType.BINARY, 8, false)
                .primary(0)
                .reference("t", List.of("c0"), 1)
                .named("child");
        final byte[] filled = Arrays.copyOf(bytes, 8);
        assertThat(keys(RowChange.insert(by, new Object[] {1L, bytes}, false)))
                .containsAnyElementsOf(keys(RowChange.insert(of, new Object[] {filled}, false)));
    }

    @Example
    void nullReferencesNothing() {
        assertThat(keys(RowChange.insert(child, row(1L, null, 3L, null), false)))
                .hasSize(1);
        assertThat(keys(RowChange.insert(child, row(1L, 2L, 3L, "a"), false))).hasSize(3);
    }

    @Example
    void rowsAreRoutedAsIfThereWereNoForeignKey() {
        final TableStructure plain =
                table().column(ColumnType.INTEGER).primary(0).named("child");
        assertThat(keys(RowChange.insert(child, row(5L, 2L, 3L, "a"), false)).get(0))
                .isEqualTo(keys(RowChange.insert(plain, row(5L), false)).get(0));
    }

    @Example
    void aTableMayReferenceItself() {
        final TableStructure tree = table().column(ColumnType.INTEGER)
                .column(ColumnType.INTEGER)
                .primary(0)
                .reference("t", List.of("c0"), 1)
                .reference("t", List.of("c0"), 0)
                .build();
        assertThat(keys(RowChange.insert(tree, row(2L, 1L), false)))
                .containsAnyElementsOf(keys(RowChange.insert(tree, row(1L, null), false)));
    }

    @Example
    void refusesAReferenceOfOtherLength() {
        assertThatThrownBy(() -> new ReferenceKey(TableId.of("db", "t"), List.of("a", "b"), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`db`.`t`");
    }
}
