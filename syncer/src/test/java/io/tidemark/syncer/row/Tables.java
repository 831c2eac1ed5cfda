// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.UniqueIndex.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds table structures. */
final class Tables {
    private final List<Column> columns = new ArrayList<>();
    private final List<UniqueIndex> indexes = new ArrayList<>();
    private final List<ReferenceKey> references = new ArrayList<>();

    static Tables table() {
        return new Tables();
    }

    Tables text(final String collation) {
        return text(collation.substring(0, collation.indexOf('_')), collation);
    }

    Tables text(final String charset, final String collation) {
        return add(new Column(name(), ColumnType.TEXT, 0, false, charset, collation, Column.Generation.NONE));
    }

    Tables column(final ColumnType type) {
        return column(type, type == ColumnType.INTEGER ? 8 : 0, false);
    }

    Tables column(final ColumnType type, final int bytes, final boolean unsigned) {
        return add(new Column(name(), type, bytes, unsigned, "", "", Column.Generation.NONE));
    }

    Tables primary(final int... parts) {
        return index("PRIMARY", false, parts);
    }

    /** An index of (column, prefix) pairs' columns, without prefixes. */
    Tables index(final String name, final boolean nullable, final int... parts) {
        final List<Part> list = new ArrayList<>();
        for (final int part : parts) {
            list.add(new Part(part, 0));
        }
        indexes.add(new UniqueIndex(name, list, nullable, true));
        return this;
    }

    Tables prefix(final int column, final int prefix) {
        indexes.add(new UniqueIndex("p" + column, List.of(new Part(column, prefix)), false, true));
        return this;
    }

    /** What a foreign key references, of the parent's structure or the child's. */
    Tables reference(final String parent, final List<String> parentColumns, final Integer... of) {
        references.add(new ReferenceKey(TableId.of("db", parent), parentColumns, List.of(of)));
        return this;
    }

    Tables expression() {
        indexes.add(new UniqueIndex("expression", List.of(), true, false));
        return this;
    }

    TableStructure named(final String name) {
        return new TableStructure(TableId.of("db", name), columns, indexes, references);
    }

    TableStructure build() {
        return named("t");
    }

    static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Object[] row(final Object... values) {
        final Object[] row = new Object[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = values[i] instanceof String text ? utf8(text) : values[i];
        }
        return row;
    }

    static List<Long> keys(final RowChange change) {
        final KeyBuffer buffer = new KeyBuffer();
        new CausalityKeys().write(change, buffer);
        final List<Long> keys = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            keys.add(buffer.get(i));
        }
        return keys;
    }

    private Tables add(final Column column) {
        columns.add(column);
        return this;
    }

    private String name() {
        return "c" + columns.size();
    }
}
