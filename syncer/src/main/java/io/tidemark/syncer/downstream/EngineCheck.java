// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.core.schema.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once a table, of storage engines that can't commit rows together with the progress that claims them. For one
 * thread.
 */
final class EngineCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCheck.class);
    private static final String ENGINE = "SELECT t.ENGINE FROM information_schema.TABLES t"
            + " JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE"
            + " WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ? AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES'";

    private final Set<TableId> warned = new HashSet<>();

    void check(final Connection connection, final TableId table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENGINE)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next() && warned.add(table)) {
                    LOG.warn(
                            "Table {} is kept by {}, which has no transactions: a crash may repeat or tear rows of it;"
                                    + " ALTER TABLE {} ENGINE=InnoDB downstream",
                            table,
                            rows.getString(1),
                            table);
                }
            }
        }
    }
}
