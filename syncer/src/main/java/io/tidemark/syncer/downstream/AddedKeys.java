// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a MySQL from adding an invisible primary key to tables that are created without one, which would have one column
 * more than upstream. A key that the upstream has added is in the statement that it logs.
 */
final class AddedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AddedKeys.class);
    private static final String SETTING = "sql_generate_invisible_primary_key";

    private AddedKeys() {}

    /** Turns that off in a session that executes DDL; only MySQL from 8.0.30 on has it. */
    static void turnOff(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SHOW VARIABLES LIKE '" + SETTING + "'")) {
                if (!row.next() || !"ON".equalsIgnoreCase(row.getString(2))) {
                    return;
                }
            }
            try {
                statement.execute("SET SESSION " + SETTING + " = OFF");
            } catch (final SQLException e) {
                if (e.getErrorCode() != MysqlError.SPECIFIC_DENIED) {
                    throw e;
                }
                LOG.warn(
                        "The downstream adds a primary key to each table that is created without one ({}), and the account may"
                                + " not turn that off for itself: GRANT SESSION_VARIABLES_ADMIN ON *.* to it, or turn it off"
                                + " for all",
                        SETTING);
            }
        }
    }
}
