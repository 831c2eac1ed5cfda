// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows for a few looks at a server, whose columns are asked for by name because servers order them differently. */
public final class NamedRows {
    private NamedRows() {}

    /**
     * Asks a server. The thread that has the connection.
     *
     * @param connection which.
     * @param sql        the question.
     * @param arguments  its parameters.
     * @return the rows as the server gives them, values by the columns' names without regard to case; null for NULL.
     * @throws SQLException as the server or the connection fails.
     */
    public static List<Map<String, String>> ask(
            final Connection connection, final String sql, final Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                final ResultSetMetaData columns = rows.getMetaData();
                final List<Map<String, String>> result = new ArrayList<>();
                while (rows.next()) {
                    final Map<String, String> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        row.put(columns.getColumnLabel(i), rows.getString(i));
                    }
                    result.add(row);
                }
                return result;
            }
        }
    }
}
