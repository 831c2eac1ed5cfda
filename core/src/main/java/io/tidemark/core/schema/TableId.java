// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

/**
 * The name of a source table, as the source spells it. Compared letter by letter; folding of case is the caller's
 * affair.
 *
 * <p>Immutable. The hash is computed once, because table points are looked up by it for every run of rows of one table.
 */
public final class TableId implements Comparable<TableId> {
    private final String schema;
    private final String table;
    private final int hash;

    private TableId(final String schema, final String table) {
        this.schema = requireNonNull(schema, "schema");
        this.table = requireNonNull(table, "table");
        this.hash = mix(31 * schema.hashCode() + table.hashCode());
    }

    /** Shards are numbered in both names, whose hashes then add up to multiples of 32, which tables of hashes take badly. */
    private static int mix(final int sum) {
        final int spread = sum * 0x9E3779B9;
        return spread ^ spread >>> 15;
    }

    /**
     * Names a table.
     *
     * @param schema the schema's name, unquoted.
     * @param table  the table's name, unquoted.
     * @return the name of both.
     */
    public static TableId of(final String schema, final String table) {
        return new TableId(schema, table);
    }

    /** @return the schema's name, unquoted. */
    public String schema() {
        return schema;
    }

    /** @return the table's name, unquoted. */
    public String table() {
        return table;
    }

    @Override
    public int compareTo(final TableId other) {
        final int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : table.compareTo(other.table);
    }

    @Override
    public boolean equals(final Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof TableId that
                && hash == that.hash
                && table.equals(that.table)
                && schema.equals(that.schema);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** @return both names in back-quotes, ready for SQL and for people: {@code `schema`.`table`}. */
    @Override
    public String toString() {
        return quote(schema) + '.' + quote(table);
    }

    private static String quote(final String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
