// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SharedTableInfosProperties {
    private static final String COLLATION = "utf8mb4_bin";

    @Property(tries = 100)
    void readsWhatParseReads(
            @ForAll("names") final List<String> tables,
            @ForAll("names") final List<String> hints,
            @ForAll("names") final List<String> columns,
            @ForAll final boolean spaced)
            throws Exception {
        final SharedTableInfos shared = new SharedTableInfos();
        for (final String table : tables) {
            final String built = structure(table, columns).json();
            final String json = spaced ? TableInfoTree.read(built).toPrettyString() : built;
            for (final String hint :
                    Stream.concat(hints.stream(), Stream.of(table)).toList()) {
                final TableInfo info = shared.parse(json, hint);

                assertThat(info.json()).isEqualTo(json);
                assertThat(info.name()).isEqualTo(table);
                assertThat(info).isEqualTo(TableInfo.parse(json)).hasSameHashCodeAs(TableInfo.parse(json));
                assertThat(info.columns()).isEqualTo(TableInfo.parse(json).columns());
                assertThat(info.withName("other").json())
                        .isEqualTo(TableInfo.parse(json).withName("other").json());
            }
        }
    }

    /** Names that are also words of the JSON, in several spellings, and such as JSON would escape. */
    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of(
                        "t",
                        "T",
                        "tt",
                        "O",
                        "o",
                        "L",
                        "name",
                        "cols",
                        "PRIMARY",
                        "utf8mb4",
                        "paid",
                        "É",
                        "a\"b",
                        "a\\b",
                        "t\",\"L\":\"t",
                        "x y")
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Example
    void keepsOneTextForTablesThatDifferInTheirNameOnly() {
        final TableInfoShape one = shape("orders_1");
        final TableInfoShape another = shape("orders_3");
        final TableInfoShape other = shape("Orders_2");

        assertThat(one.text()).isEqualTo(another.text()).isNotEqualTo(other.text());
        assertThat(other.json()).contains("\"Orders_2\"", "\"orders_2\"");
    }

    /** Of a table with a column of its name. */
    private static TableInfoShape shape(final String name) {
        return TableInfoShape.of(structure(name, List.of("id", name)).json(), name);
    }

    @Example
    void leavesATableAloneWhoseNameIsAlsoAnotherWord() {
        assertThat(TableInfoShape.of(structure("cols", List.of("id")).json(), "cols")
                        .hasOwnName())
                .isFalse();
    }

    @Example
    void refusesWhatIsNoStructure() {
        final SharedTableInfos shared = new SharedTableInfos();
        shared.parse(structure("t", List.of("id")).json(), "t");

        assertThatThrownBy(() -> shared.parse("{\"name\":{\"O\":\"t\"},\"cols\":7}", "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cols");
        assertThatThrownBy(
                        () -> shared.parse(structure("t", List.of("id")).json().replace("\"t\"", "\u0000"), "t"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(shared.parse("null", "t")).isSameAs(TableInfo.NONE);
    }

    private static TableInfo structure(final String table, final List<String> columns) {
        return TableInfo.of(new SourceTable(
                table,
                COLLATION,
                "",
                SourceTable.Notation.QUOTED,
                columns.stream()
                        .map(name -> new SourceColumn(name, "enum('paid','t')", false, null, COLLATION, "", null, ""))
                        .toList(),
                List.of(new SourceIndex(
                        SourceIndex.PRIMARY,
                        true,
                        "BTREE",
                        true,
                        "",
                        List.of(new SourceIndex.Part(columns.get(0), IndexInfo.Part.WHOLE))))));
    }
}
