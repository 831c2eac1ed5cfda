package io.tidemark.syncer.progress;

import io.tidemark.syncer.downstream.MysqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates tables of Tidemark's own where they are absent, and asks for no privilege to create where they are there. */
final class OwnTable {
    private OwnTable() {}

    static void create(final Connection connection, final String schema, final String probe, final String create)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(probe);
            } catch (final SQLException e) {
                if (!MysqlError.isNoSuchTable(e)) {
                    throw e;
                }
                statement.execute("CREATE DATABASE IF NOT EXISTS `" + schema.replace("`", "``") + '`');
                statement.execute(create);
            }
        }
    }
}
