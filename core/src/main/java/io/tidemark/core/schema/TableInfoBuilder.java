// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the TableInfo of a table as DM's schema tracker would from its CREATE TABLE.
 *
 * <p>DM keeps every primary key as an index and never as the row's handle, so that a later DROP PRIMARY KEY can be
 * followed; so {@code pk_is_handle} is false here too, even if the key is a single integer. Indexes on expressions are
 * left out: TiDB keeps a hidden column for them whose type information_schema does not tell.
 */
final class TableInfoBuilder {
    /** The versions that TiDB gives to new structures. */
    private static final int TABLE_VERSION = 5;

    private static final int COLUMN_VERSION = 2;
    private static final int BTREE = 1;
    private static final int HASH = 2;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SourceTable table;
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private final List<SourceIndex> indexes;

    TableInfoBuilder(final SourceTable table) {
        this.table = table;
        for (final SourceColumn column : table.columns()) {
            offsets.put(Names.lower(column.name()), offsets.size());
        }
        indexes = table.indexes().stream()
                .filter(index -> index.isOrdered() && !index.hasExpression())
                .toList();
    }

    String build() {
        final Collation collation = Collation.of(table.collation());
        final ArrayNode columns = JSON.arrayNode();
        for (final SourceColumn column : table.columns()) {
            columns.add(column(column, columns.size(), collation));
        }
        final ArrayNode keys = JSON.arrayNode();
        for (final SourceIndex index : indexes) {
            keys.add(index(index, keys.size() + 1));
        }
        final ObjectNode json = JSON.objectNode()
                .put("id", 0)
                .<ObjectNode>set("name", name(table.name()))
                .put("charset", collation.charset())
                .put("collate", collation.name());
        json.set("cols", columns);
        json.set("index_info", keys);
        json.putNull("constraint_info").putNull("fk_info");
        json.put("state", TableInfoTree.PUBLIC)
                .put("pk_is_handle", false)
                .put("is_common_handle", false)
                .put("common_handle_version", 0)
                .put("comment", table.comment())
                .put("auto_inc_id", 0)
                // where TiDB's DDL goes on counting when a column or an index is added
                .put("max_col_id", columns.size())
                .put("max_idx_id", keys.size())
                .put("update_timestamp", 0)
                .put("ShardRowIDBits", 0)
                .putNull("partition")
                .put("version", TABLE_VERSION);
        try {
            return TableInfoTree.MAPPER.writeValueAsString(json);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers can't be written as JSON", e);
        }
    }

    private ObjectNode column(final SourceColumn column, final int offset, final Collation ofTable) {
        final FieldType ofType;
        final ColumnDefault byDefault;
        try {
            final Collation text = column.collation() == null ? ofTable : Collation.of(column.collation());
            ofType = FieldTypes.of(ColumnType.parse(column.columnType()), text);
            byDefault = ColumnDefault.of(column, ofType, table.notation());
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "column '" + column.name() + "' of type " + column.columnType() + " has no TableInfo: "
                            + e.getMessage(),
                    e);
        }
        final ObjectNode json = JSON.objectNode()
                .put("id", offset + 1)
                .<ObjectNode>set("name", name(column.name()))
                .put("offset", offset)
                .putNull("origin_default")
                .putNull("origin_default_bit")
                .put("default", byDefault.value())
                .put("default_bit", byDefault.bits())
                .put("default_is_expr", byDefault.expression());
        generation(column, json);
        json.set("type", type(ofType.with(flags(column, byDefault))));
        return json.put("state", TableInfoTree.PUBLIC)
                .put("comment", column.comment())
                .put("hidden", false)
                .putNull("change_state_info")
                .put("version", COLUMN_VERSION);
    }

    private void generation(final SourceColumn column, final ObjectNode json) {
        final String expression = column.isGenerated() ? expression(column.generation()) : "";
        json.put("generated_expr_string", expression).put("generated_stored", column.isGenerated() && isStored(column));
        if (column.isGenerated()) {
            final ObjectNode dependences = json.putObject("dependences");
            SqlText.quotedNames(expression).stream()
                    .map(Names::lower)
                    .filter(offsets::containsKey)
                    .forEach(dependences::putObject);
        } else {
            json.putNull("dependences");
        }
    }

    private String expression(final String text) {
        return table.notation() == SourceTable.Notation.QUOTED ? text : SqlText.expression(text);
    }

    /** MariaDB before 10.2 has another word for it. */
    private static boolean isStored(final SourceColumn column) {
        return column.extraSays("stored") || column.extraSays("persistent");
    }

    private long flags(final SourceColumn column, final ColumnDefault byDefault) {
        long flags = keyFlags(column);
        if (column.extraSays("auto_increment")) {
            flags |= ColumnFlag.AUTO_INCREMENT | ColumnFlag.NOT_NULL;
        }
        if (column.extraSays("on update current_timestamp")) {
            flags |= ColumnFlag.ON_UPDATE_NOW;
        }
        if (!column.nullable() || (flags & ColumnFlag.PRIMARY_KEY) != 0) {
            flags |= ColumnFlag.NOT_NULL;
        }
        final boolean mustBeGiven = (flags & ColumnFlag.NOT_NULL) != 0 && (flags & ColumnFlag.AUTO_INCREMENT) == 0;
        return mustBeGiven && !byDefault.given() ? flags | ColumnFlag.NO_DEFAULT : flags;
    }

    /** Of a key of several columns only the first is marked, unless the key is the primary one. */
    private long keyFlags(final SourceColumn column) {
        long flags = 0;
        for (final SourceIndex index : indexes) {
            if (index.isPrimary()) {
                if (index.parts().stream().anyMatch(part -> isSame(part.column(), column))) {
                    flags |= ColumnFlag.PRIMARY_KEY;
                }
            } else if (isSame(index.parts().get(0).column(), column)) {
                final boolean alone = index.unique() && index.parts().size() == 1;
                flags |= alone ? ColumnFlag.UNIQUE_KEY : ColumnFlag.MULTIPLE_KEY;
            }
        }
        return flags;
    }

    private static boolean isSame(final String name, final SourceColumn column) {
        return Names.lower(name).equals(Names.lower(column.name()));
    }

    private static ObjectNode type(final FieldType type) {
        final ObjectNode json = JSON.objectNode()
                .put("Tp", type.code())
                .put("Flag", type.flags())
                .put("Flen", type.length())
                .put("Decimal", type.decimals())
                .put("Charset", type.charset())
                .put("Collate", type.collation());
        if (type.elements().isEmpty()) {
            json.putNull("Elems");
        } else {
            type.elements().forEach(json.putArray("Elems")::add);
        }
        return json.putNull("ElemsIsBinaryLit").put("Array", false);
    }

    private ObjectNode index(final SourceIndex index, final int id) {
        final ArrayNode parts = JSON.arrayNode();
        for (final SourceIndex.Part part : index.parts()) {
            final Integer offset = offsets.get(Names.lower(part.column()));
            if (offset == null) {
                throw new IllegalArgumentException("index '" + index.name() + "' names the column '" + part.column()
                        + "', which the table does not have; it may just have been changed, read it again");
            }
            parts.addObject()
                    .<ObjectNode>set("name", name(table.columns().get(offset).name()))
                    .put("offset", offset)
                    .put("length", part.length());
        }
        final ObjectNode json = JSON.objectNode().put("id", id);
        json.set("idx_name", name(index.name()));
        json.set("tbl_name", name(table.name()));
        json.set("idx_cols", parts);
        return json.put("state", TableInfoTree.PUBLIC)
                .put("comment", index.comment())
                .put("index_type", index.type().equals("HASH") ? HASH : BTREE)
                .put("is_unique", index.unique())
                .put("is_primary", index.isPrimary())
                .put("is_invisible", !index.visible())
                .put("is_global", false);
    }

    private static ObjectNode name(final String name) {
        return JSON.objectNode().put("O", name).put("L", Names.lower(name));
    }
}
