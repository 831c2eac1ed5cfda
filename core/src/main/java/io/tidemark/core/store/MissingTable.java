// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates a table where there is none, without needing a privilege to create where there is one. */
final class MissingTable {
    private MissingTable() {}

    /**
     * Creates the table if it is absent, and its schema if that is absent too.
     *
     * @param probe        a query that fails if there is no such table.
     * @param createTable  creates the table, if nobody else has meanwhile.
     * @param createSchema creates the schema, if nobody else has meanwhile.
     */
    static void create(
            final Connection connection, final String probe, final String createTable, final String createSchema)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(probe);
                return;
            } catch (final SQLException e) {
                if (!SqlFailure.isNoSuchTable(e) && !SqlFailure.isUnknownDatabase(e)) {
                    throw e;
                }
            }
            try {
                statement.execute(createTable);
            } catch (final SQLException e) {
                if (!SqlFailure.isUnknownDatabase(e)) {
                    throw e;
                }
                statement.execute(createSchema);
                statement.execute(createTable);
            }
        }
    }
}
