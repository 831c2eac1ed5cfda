// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.core.schema.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Reads which tables a server has, and what they look like. */
final class ShapeReader {
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("information_schema", "performance_schema", "mysql", "sys", "metrics_schema", "inspection_schema");

    private static final String COLUMNS =
            "SELECT c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE, c.CHARACTER_SET_NAME, c.COLLATION_NAME,"
                    + " t.TABLE_ROWS FROM information_schema.COLUMNS c JOIN information_schema.TABLES t"
                    + " ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
                    + " WHERE c.TABLE_SCHEMA = ? AND t.TABLE_TYPE = 'BASE TABLE'"
                    + " ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION";

    private static final String KEYS = "SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, NULLABLE"
            + " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND NON_UNIQUE = 0"
            + " ORDER BY TABLE_NAME, INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX";

    private final Connection connection;

    ShapeReader(final Connection connection) {
        this.connection = connection;
    }

    /** All schemas but the server's own. */
    List<String> schemas() throws SQLException {
        final List<String> schemas = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME")) {
            while (rows.next()) {
                if (!SYSTEM_SCHEMAS.contains(rows.getString(1).toLowerCase(Locale.ROOT))) {
                    schemas.add(rows.getString(1));
                }
            }
        }
        return schemas;
    }

    /** The base tables of a schema; none if there is no such schema. */
    Map<TableId, TableShape> tables(final String schema) throws SQLException {
        final Map<String, List<ColumnShape>> columns = new TreeMap<>();
        final Map<String, Long> rowCounts = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                            .add(new ColumnShape(
                                    rows.getString(2),
                                    rows.getString(3).toLowerCase(Locale.ROOT),
                                    rows.getString(4),
                                    Objects.requireNonNullElse(rows.getString(5), ""),
                                    Objects.requireNonNullElse(rows.getString(6), "")));
                    rowCounts.put(rows.getString(1), rows.getLong(7));
                }
            }
        }
        final Map<String, List<List<String>>> keys = keys(schema);
        final Map<TableId, TableShape> shapes = new TreeMap<>();
        columns.forEach((table, shape) -> shapes.put(
                TableId.of(schema, table),
                new TableShape(
                        TableId.of(schema, table), shape, keys.getOrDefault(table, List.of()), rowCounts.get(table))));
        return shapes;
    }

    private Map<String, List<List<String>>> keys(final String schema) throws SQLException {
        final Map<String, Map<String, List<String>>> indexes = new TreeMap<>();
        final Map<String, Set<String>> unfit = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    final String table = rows.getString(1);
                    final String index = rows.getString(2);
                    final String column = rows.getString(3);
                    final boolean fit =
                            column != null && rows.getString(4) == null && !"YES".equalsIgnoreCase(rows.getString(5));
                    if (!fit) {
                        unfit.computeIfAbsent(table, name -> new HashSet<>()).add(index);
                    }
                    indexes.computeIfAbsent(table, name -> new LinkedHashMap<>())
                            .computeIfAbsent(index, name -> new ArrayList<>())
                            .add(Objects.requireNonNullElse(column, ""));
                }
            }
        }
        final Map<String, List<List<String>>> keys = new TreeMap<>();
        indexes.forEach((table, all) -> {
            all.keySet().removeAll(unfit.getOrDefault(table, Set.of()));
            keys.put(table, List.copyOf(all.values()));
        });
        return keys;
    }
}
