// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TableInfo JSON, parsed. What TiDB's structures call by a zero value may be absent; what a reader can't do without must be
 * there: the name, each column's name and type, each index's name and columns.
 */
final class TableInfoTree {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** TiDB's schema state of what everybody can use. */
    static final int PUBLIC = 5;

    private final JsonNode table;

    TableInfoTree(final JsonNode table) {
        this.table = table;
    }

    /** @return the tree; a null node for JSON null. */
    static JsonNode read(final String json) {
        final JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (final JsonProcessingException e) {
            final String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IllegalArgumentException("TableInfo is not JSON" + where + ": " + e.getOriginalMessage(), e);
        }
        if (tree.isMissingNode()) {
            throw new IllegalArgumentException("TableInfo is empty; no structure is written as null");
        }
        if (!tree.isObject() && !tree.isNull()) {
            throw new IllegalArgumentException("TableInfo must be a JSON object or null, but is " + kind(tree));
        }
        return tree;
    }

    /** Reads all once, so that what is broken shows when it is parsed and not later. */
    TableInfoTree check() {
        name();
        columns();
        indexes();
        return this;
    }

    String name() {
        return name(table, "name", "");
    }

    List<ColumnInfo> columns() {
        final List<ColumnInfo> columns = new ArrayList<>();
        for (final JsonNode column : list(table, "cols", "")) {
            columns.add(column(column, "cols[" + columns.size() + "]."));
        }
        return List.copyOf(columns);
    }

    private static ColumnInfo column(final JsonNode column, final String path) {
        return new ColumnInfo(
                column.path("id").asLong(),
                name(column, "name", path),
                number(column, "offset", path),
                type(column.path("type"), path + "type."),
                defaultValue(column, path),
                column.path("default_is_expr").asBoolean(),
                text(column, "generated_expr_string"),
                column.path("generated_stored").asBoolean(),
                column.path("hidden").asBoolean(),
                text(column, "comment"));
    }

    private static FieldType type(final JsonNode type, final String path) {
        final List<String> elements = new ArrayList<>();
        for (final JsonNode element : list(type, "Elems", path)) {
            elements.add(element.asText());
        }
        return new FieldType(
                number(type, "Tp", path),
                type.path("Flag").asLong(),
                type.path("Flen").asLong(),
                type.path("Decimal").asInt(),
                text(type, "Charset"),
                text(type, "Collate"),
                elements);
    }

    /** The text of a BIT's default is mangled on its way through JSON; its bytes stand beside it. */
    private static Optional<String> defaultValue(final JsonNode column, final String path) {
        final JsonNode bits = column.path("default_bit");
        if (bits.isTextual()) {
            return Optional.of(Bytes.toText(Bytes.fromBase64(bits.textValue(), path + "default_bit")));
        }
        final JsonNode value = column.path("default");
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    List<IndexInfo> indexes() {
        final List<IndexInfo> indexes = new ArrayList<>();
        final JsonNode list = list(table, "index_info", "");
        for (int i = 0; i < list.size(); i++) {
            indexes.add(index(list.get(i), "index_info[" + i + "]."));
        }
        if (table.path("pk_is_handle").asBoolean() && indexes.stream().noneMatch(IndexInfo::primary)) {
            primaryKeyOfFlags().ifPresent(key -> indexes.add(0, key));
        }
        return List.copyOf(indexes);
    }

    private Optional<IndexInfo> primaryKeyOfFlags() {
        return columns().stream()
                .filter(column -> column.type().has(ColumnFlag.PRIMARY_KEY))
                .findFirst()
                .map(column -> new IndexInfo(
                        SourceIndex.PRIMARY,
                        List.of(new IndexInfo.Part(column.name(), column.offset(), IndexInfo.Part.WHOLE)),
                        true,
                        true));
    }

    private static IndexInfo index(final JsonNode index, final String path) {
        final List<IndexInfo.Part> parts = new ArrayList<>();
        for (final JsonNode part : list(index, "idx_cols", path)) {
            final String partPath = path + "idx_cols[" + parts.size() + "].";
            parts.add(new IndexInfo.Part(
                    name(part, "name", partPath),
                    number(part, "offset", partPath),
                    part.path("length").asInt(IndexInfo.Part.WHOLE)));
        }
        return new IndexInfo(
                name(index, "idx_name", path),
                parts,
                index.path("is_unique").asBoolean(),
                index.path("is_primary").asBoolean());
    }

    private static String name(final JsonNode parent, final String field, final String path) {
        final JsonNode name = parent.path(field).path("O");
        if (!name.isTextual()) {
            throw broken(path + field + ".O", "a string", name);
        }
        return name.textValue();
    }

    private static int number(final JsonNode parent, final String field, final String path) {
        final JsonNode number = parent.path(field);
        if (!number.isInt()) {
            throw broken(path + field, "a number", number);
        }
        return number.intValue();
    }

    /** A list that Go never filled is written as null. */
    private static JsonNode list(final JsonNode parent, final String field, final String path) {
        final JsonNode list = parent.path(field);
        if (!list.isArray() && !list.isNull() && !list.isMissingNode()) {
            throw broken(path + field, "an array", list);
        }
        return list;
    }

    private static String text(final JsonNode parent, final String field) {
        final JsonNode text = parent.path(field);
        return text.isTextual() ? text.textValue() : "";
    }

    private static IllegalArgumentException broken(final String path, final String wanted, final JsonNode found) {
        return new IllegalArgumentException(
                "TableInfo's field " + path + " must be " + wanted + ", but is " + kind(found));
    }

    private static String kind(final JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> "absent";
            case NULL -> "null";
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "the number " + node;
            case BOOLEAN -> node.toString();
            default -> node.getNodeType().toString();
        };
    }
}
