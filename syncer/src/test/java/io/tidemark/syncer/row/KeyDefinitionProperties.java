// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static io.tidemark.syncer.row.Tables.keys;
import static io.tidemark.syncer.row.Tables.row;
import static io.tidemark.syncer.row.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A run relies on what an earlier one has applied of a table only if the table's key definition is the same. */
class KeyDefinitionProperties {
    private static final Object[] BEFORE = row(1L, "Abcdé 12  ", "b", 7L);
    private static final Object[] AFTER = row(1L, "xBCDÉ 13", "b", 8L);

    @Property(tries = 20_000)
    void differsWhereverAKeyDiffers(
            @ForAll("structures") final TableStructure one, @ForAll("structures") final TableStructure other) {
        final RowChange ofOne = RowChange.update(one, BEFORE, AFTER, false);
        final RowChange ofOther = RowChange.update(other, BEFORE, AFTER, false);
        if (keys(ofOne).get(0).equals(keys(ofOther).get(0))
                && Set.copyOf(keys(ofOne)).equals(Set.copyOf(keys(ofOther)))) {
            return;
        }
        assertThat(one.keyDefinition()).isNotEqualTo(other.keyDefinition());
    }

    @Property
    void isTheSameOfTheSameStructure(@ForAll("structures") final TableStructure structure) {
        assertThat(new TableStructure(
                                structure.id(), structure.columns(), structure.uniqueIndexes(), structure.references())
                        .keyDefinition())
                .isEqualTo(structure.keyDefinition());
    }

    @Example
    void isTheSameWhereAnUpgradeOnlyRenamesOrAColumnGetsWider() {
        assertThat(table().text("utf8_general_ci")
                        .column(ColumnType.INTEGER, 4, false)
                        .primary(0, 1)
                        .build()
                        .keyDefinition())
                .isEqualTo(table().text("utf8mb3_general_ci")
                        .column(ColumnType.INTEGER, 8, true)
                        .primary(0, 1)
                        .build()
                        .keyDefinition());
    }

    @Example
    void readsWellInAMessage() {
        assertThat(table().column(ColumnType.INTEGER, 4, false)
                        .text("utf8mb4_bin")
                        .primary(0)
                        .prefix(1, 10)
                        .expression()
                        .reference("parent", List.of("id"), 0)
                        .build()
                        .keyDefinition())
                .isEqualTo(
                        "primary key (`c0` integer), unique (`c1` utf8mb4_bin/10), unique of an expression with NULLs,"
                                + " references `db`.`parent`[id] by (`c0` integer)");
        assertThat(table().column(ColumnType.INTEGER, 4, false)
                        .column(ColumnType.DOUBLE)
                        .build()
                        .keyDefinition())
                .isEqualTo("no key of (`c0` integer, `c1` double)");
    }

    @Provide
    Arbitrary<TableStructure> structures() {
        final Arbitrary<List<Integer>> indexes =
                Arbitraries.integers().between(0, 6).list().uniqueElements().ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of("utf8mb4_bin", "utf8mb4_general_ci"),
                        Arbitraries.of(ColumnType.INTEGER, ColumnType.JSON),
                        indexes,
                        Arbitraries.of(0, 0, 1, 2))
                .as(KeyDefinitionProperties::structure);
    }

    private static TableStructure structure(
            final String collation, final ColumnType last, final List<Integer> indexes, final int references) {
        final Tables table = table().column(ColumnType.INTEGER)
                .text(collation)
                .text("utf8mb4_bin")
                .column(last);
        for (final int index : indexes) {
            switch (index) {
                case 0 -> table.primary(0);
                case 1 -> table.index("u", false, 1);
                case 2 -> table.index("v", true, 1, 2);
                case 3 -> table.prefix(1, 3);
                case 4 -> table.prefix(1, 5);
                case 5 -> table.expression();
                default -> table.index("w", false, 2, 0);
            }
        }
        for (int i = 0; i < references; i++) {
            table.reference("parent" + i, List.of("id"), i * 2);
        }
        return table.build();
    }
}
