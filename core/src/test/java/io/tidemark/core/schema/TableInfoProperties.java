// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;

class TableInfoProperties {
    private static final String FUTURE = "field of the future";

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll("tables") final SourceTable table) {
        final TableInfo info = TableInfo.of(table);
        assertThat(TableInfo.parse(info.json())).isEqualTo(info).hasToString(info.json());
        assertThat(info.name()).isEqualTo(table.name());
        assertThat(info.columns())
                .extracting(ColumnInfo::name)
                .containsExactlyElementsOf(
                        table.columns().stream().map(SourceColumn::name).toList());
        assertThat(info.columns()).extracting(ColumnInfo::comment).allMatch(table.comment()::equals);
    }

    @Property(tries = 200)
    void keepsUnknownFieldsAtEveryLevel(
            @ForAll("tables") final SourceTable table, @ForAll @NotEmpty final String newName) throws Exception {
        final JsonNode tree = TableInfoTree.read(TableInfo.of(table).json());
        final int added = addFutureTo(tree);
        final TableInfo info = TableInfo.parse(tree.toPrettyString());
        assertThat(info.json()).isEqualTo(tree.toPrettyString());
        final TableInfo renamed = info.withName(newName);
        assertThat(renamed.name()).isEqualTo(newName);
        assertThat(renamed.json().split(FUTURE, -1)).hasSize(added + 1);
        assertThat(renamed.withName(table.name()).json()).isEqualTo(info.json());
    }

    private static int addFutureTo(final JsonNode node) {
        int added = 0;
        for (final JsonNode child : node) {
            added += addFutureTo(child);
        }
        if (node instanceof ObjectNode object) {
            object.put(FUTURE, 0);
            return added + 1;
        }
        return added;
    }

    @Provide
    Arbitrary<SourceTable> tables() {
        final Arbitrary<String> names = Arbitraries.strings()
                .withChars("aZ`\"\\'é∑ \n{}[],:")
                .ofMinLength(1)
                .ofMaxLength(64);
        final Arbitrary<List<String>> types = Arbitraries.of(
                        "int(11)",
                        "int unsigned",
                        "decimal(65,30) zerofill",
                        "varchar(255)",
                        "varbinary(9)",
                        "enum('a','it''s, (so)')",
                        "set('','x')",
                        "timestamp(6)",
                        "bit(64)",
                        "json")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
        return Combinators.combine(names, names, types, Arbitraries.of(true, false))
                .as(TableInfoProperties::table);
    }

    private static SourceTable table(
            final String name, final String comment, final List<String> types, final boolean nullable) {
        final List<SourceColumn> columns = IntStream.range(0, types.size())
                .mapToObj(i -> new SourceColumn(
                        i + name, types.get(i), nullable, null, "utf8mb4_general_ci", "", null, comment))
                .toList();
        return new SourceTable(
                name,
                "utf8mb4_bin",
                comment,
                SourceTable.Notation.BARE,
                columns,
                List.of(new SourceIndex(
                        name, true, "BTREE", true, comment, List.of(new SourceIndex.Part(0 + name, -1)))));
    }
}
