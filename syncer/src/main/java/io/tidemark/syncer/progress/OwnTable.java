// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.downstream.MysqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A table of Tidemark's own, beside the checkpoint: its name, and how it comes about. No privilege to create or alter is
 * needed where there is nothing to do.
 */
abstract class OwnTable {
    final TableId name;
    private final String definition;

    /** @param definition columns and keys. The engine is InnoDB, since only rows of one transaction can tell of each other. */
    OwnTable(final String metaSchema, final String nameInSchema, final String definition) {
        this.name = TableId.of(metaSchema, nameInSchema);
        this.definition = definition;
    }

    @Override
    public final String toString() {
        return name.toString();
    }

    /** Creates the table if it is absent, and its schema too. */
    final void create(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(probe("id"));
            } catch (final SQLException e) {
                if (!MysqlError.isNoSuchTable(e)) {
                    throw e;
                }
                statement.execute(
                        "CREATE DATABASE IF NOT EXISTS `" + name.schema().replace("`", "``") + '`');
                statement.execute("CREATE TABLE IF NOT EXISTS " + name + " (\n" + definition
                        + ") ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
            }
        }
    }

    /** Adds a column that a table of an older layout lacks; returns false, and does nothing, where there is no table. */
    final boolean addColumn(final Connection connection, final String column, final String type) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(probe(column));
            } catch (final SQLException e) {
                if (MysqlError.isNoSuchTable(e)) {
                    return false;
                }
                if (!MysqlError.isNoSuchColumn(e)) {
                    throw e;
                }
                statement.execute("ALTER TABLE " + name + " ADD COLUMN " + column + ' ' + type);
            }
            return true;
        }
    }

    private String probe(final String column) {
        return "SELECT " + column + " FROM " + name + " WHERE 1 = 0";
    }
}
