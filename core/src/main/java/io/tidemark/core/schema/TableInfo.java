// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A table's structure as it stands in the checkpoint table: TiDB's TableInfo in JSON, as DM writes it.
 *
 * <p>It keeps the text it was read from: what is written back is that text, with every field that is not known here.
 * Only the text is kept, because there may be a structure per table point, and {@link SharedTableInfos} keeps it once for
 * all tables of one shape. {@link #columns()} and {@link #indexes()} read it anew, so a caller that needs them for each row
 * keeps what they return.
 *
 * <p>Immutable. Equal if the JSON says the same: the order of members and white space, which a column of type JSON
 * changes, do not count.
 */
public final class TableInfo {
    private static final String NOTHING = "null";

    /** No structure is known: JSON {@code null}, as the global row has it. */
    public static final TableInfo NONE = new TableInfo(new TableInfoShape(NOTHING, ""), "");

    private final TableInfoShape shape;
    private final String name;

    private TableInfo(final TableInfoShape shape, final String name) {
        this.shape = shape;
        this.name = name;
    }

    /**
     * Reads a structure.
     *
     * @param json what stands in {@code table_info}.
     * @return the structure; {@link #NONE} for {@code null}.
     * @throws IllegalArgumentException if it is no JSON or no TableInfo; the message says what is wrong, but not of which
     *                                  table, which only the caller knows.
     */
    public static TableInfo parse(final String json) {
        return parse(json, new TableInfoShape(requireNonNull(json, "json"), ""));
    }

    /** The same, kept by its shape. */
    static TableInfo parse(final String json, final TableInfoShape shape) {
        final JsonNode tree = TableInfoTree.read(json);
        return tree.isNull()
                ? NONE
                : new TableInfo(shape, new TableInfoTree(tree).check().name());
    }

    /** The structure of another table of the same shape. */
    TableInfo twin(final String table) {
        final String own = shape.ownName();
        final boolean small = !name.equals(own) && name.equals(Names.lower(own));
        final String other = small ? Names.lower(table) : table;
        return new TableInfo(shape.withOwnName(table), small || name.equals(own) ? other : name);
    }

    /**
     * Builds the structure that DM would have written for a table.
     *
     * <p>As with DM, the primary key is always an index and never the row id ({@code pk_is_handle} is false), because only
     * so can a later DROP PRIMARY KEY be followed. Types that TiDB lacks become what can hold their values: INET6 CHAR(39),
     * INET4 CHAR(15), UUID CHAR(36), spatial types and VECTOR LONGBLOB; MariaDB's JSON already is LONGTEXT. Left out are
     * FULLTEXT, SPATIAL and VECTOR indexes, and indexes on expressions, of whose type information_schema says nothing.
     *
     * @param table what the source's information_schema says about the table.
     * @return its structure.
     * @throws IllegalArgumentException if a column's type is not known, or the description contradicts itself; the
     *                                  message names the column or index.
     */
    public static TableInfo of(final SourceTable table) {
        return parse(new TableInfoBuilder(table).build());
    }

    /** @return whether no structure is known. */
    public boolean isNone() {
        return shape.text().equals(NOTHING);
    }

    /** @return the table's name, as the source spells it; empty if no structure is known. */
    public String name() {
        return name;
    }

    /** @return the columns in their order; none if no structure is known. Reads the JSON: keep what it returns. */
    public List<ColumnInfo> columns() {
        return isNone() ? List.of() : tree().columns();
    }

    /**
     * The indexes, with the primary key among them wherever the structure keeps it: as an index, or (a table of TiDB
     * whose key is its row id) only as a flag of a column.
     *
     * @return the indexes; none if no structure is known. Reads the JSON: keep what it returns.
     */
    public List<IndexInfo> indexes() {
        return isNone() ? List.of() : tree().indexes();
    }

    /**
     * The structure after a rename of the table. All but the name stays, byte for byte.
     *
     * @param newName the new name.
     * @return the structure under the new name; {@link #NONE} stays what it is.
     */
    public TableInfo withName(final String newName) {
        requireNonNull(newName, "newName");
        return isNone() || newName.equals(name) ? this : parse(TableInfoRename.rename(json(), newName));
    }

    /** @return the JSON, byte for byte as it was read: what belongs into {@code table_info}. */
    public String json() {
        return shape.json();
    }

    private TableInfoTree tree() {
        return new TableInfoTree(TableInfoTree.read(json()));
    }

    @Override
    public boolean equals(final Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof TableInfo that
                && name.equals(that.name)
                && (shape.equals(that.shape) || isSame(json(), that.json()));
    }

    private static boolean isSame(final String one, final String other) {
        return one.equals(other) || TableInfoTree.read(one).equals(TableInfoTree.read(other));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** @return the JSON. */
    @Override
    public String toString() {
        return json();
    }
}
