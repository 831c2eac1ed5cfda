package io.tidemark.syncer.progress;

import io.tidemark.syncer.downstream.MysqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates and upgrades tables of Tidemark's own, and asks for no privilege to create or alter where there is nothing to
 * do.
 */
final class OwnTable {
    private OwnTable() {}

    /** Adds what a table of an older layout lacks; does nothing where there is no table. */
    static void upgrade(final Connection connection, final String probe, final String alter) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(probe);
            } catch (final SQLException e) {
                if (MysqlError.isNoSuchColumn(e)) {
                    statement.execute(alter);
                } else if (!MysqlError.isNoSuchTable(e)) {
                    throw e;
                }
            }
        }
    }

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
