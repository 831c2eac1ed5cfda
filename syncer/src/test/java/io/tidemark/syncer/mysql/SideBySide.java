// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a table of two servers of different makes, value by value, by the columns that the upstream has. */
public final class SideBySide {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private record Column(String name, String type) {
        boolean isJson() {
            return "json".equals(type);
        }

        /** Text that is the same for the same value only, whatever the server. */
        String text() {
            final String quoted = '`' + name.replace("`", "``") + '`';
            return switch (type) {
                case "float" -> quoted + " + 0e0";
                case "bit", "enum", "set", "year" -> "CONCAT(" + quoted + " + 0, '')";
                case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                    "HEX(CONVERT(" + quoted + " USING utf8mb4))";
                case "json" -> quoted;
                case "tinyint",
                        "smallint",
                        "mediumint",
                        "int",
                        "bigint",
                        "decimal",
                        "double",
                        "date",
                        "time",
                        "datetime",
                        "timestamp" -> "CAST(" + quoted + " AS CHAR)";
                default -> "HEX(" + quoted + ')';
            };
        }
    }

    private SideBySide() {}

    /** All rows of a table are the same on both sides, however often each is there. */
    public static void assertSame(final TestHost up, final TestHost down, final String table) throws SQLException {
        final List<Column> columns = columns(up, table);
        assertThat(columns).isNotEmpty();
        assertThat(rows(down, table, columns)).as(table).isEqualTo(rows(up, table, columns));
    }

    private static List<Column> columns(final TestHost host, final String table) throws SQLException {
        final String[] name = table.replace("`", "").split("\\.", -1);
        final List<Column> columns = new ArrayList<>();
        try (Connection connection = host.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = '" + name[0] + "' AND TABLE_NAME = '" + name[1]
                        + "' ORDER BY ORDINAL_POSITION")) {
            while (row.next()) {
                columns.add(new Column(row.getString(1), row.getString(2).toLowerCase(Locale.ROOT)));
            }
        }
        return columns;
    }

    private static List<String> rows(final TestHost host, final String table, final List<Column> columns)
            throws SQLException {
        final List<String> found = new ArrayList<>();
        try (Connection connection = host.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00', sql_mode = ''");
            try (ResultSet row = statement.executeQuery("SELECT "
                    + String.join(", ", columns.stream().map(Column::text).toList()) + " FROM " + table)) {
                while (row.next()) {
                    final StringBuilder text = new StringBuilder();
                    for (int i = 0; i < columns.size(); i++) {
                        final String value = row.getString(i + 1);
                        text.append(columns.get(i).isJson() && value != null ? json(value) : value)
                                .append('|');
                    }
                    found.add(text.toString());
                }
            }
        }
        found.sort(null);
        return found;
    }

    private static String json(final String text) {
        try {
            return JSON.readTree(text).toString();
        } catch (final JsonProcessingException e) {
            return text + " is no JSON: " + e.getMessage();
        }
    }
}
