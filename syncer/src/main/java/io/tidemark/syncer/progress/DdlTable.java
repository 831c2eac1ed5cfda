// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import java.sql.Connection;
import java.sql.SQLException;

/** The table of DDL about to be executed, one row per source: its name, and every SQL statement that touches it. */
final class DdlTable extends OwnTable {
    DdlTable(final String metaSchema, final String task) {
        super(metaSchema, task + "_syncer_ddl", """
                id VARCHAR(32) NOT NULL PRIMARY KEY,
                binlog_name VARCHAR(512) NOT NULL,
                binlog_pos BIGINT UNSIGNED NOT NULL,
                gtids LONGTEXT NOT NULL,
                gtid VARCHAR(128) NOT NULL DEFAULT '',
                statement_hash CHAR(64) NOT NULL,
                statement LONGTEXT NOT NULL,
                before_it LONGTEXT NOT NULL,
                executed BOOLEAN NOT NULL DEFAULT FALSE,
                since DATETIME NOT NULL
                """);
    }

    /** A version that does not know the column leaves it empty, and its records are told by their place then. */
    void upgrade(final Connection connection) throws SQLException {
        addColumn(connection, "gtid", "VARCHAR(128) NOT NULL DEFAULT '' AFTER gtids");
    }

    /** One parameter: id. */
    String select() {
        return "SELECT binlog_name, binlog_pos, gtids, statement_hash, statement, before_it, executed, gtid FROM "
                + name + " WHERE id = ? FOR UPDATE";
    }

    /** One parameter: id. */
    String selectPlace() {
        return "SELECT binlog_name, binlog_pos, gtids, gtid, statement FROM " + name + " WHERE id = ?";
    }

    /** Parameters: id, binlog name, binlog position, GTIDs, its own GTID, hash, statement, state before it. */
    String replace() {
        return "REPLACE INTO " + name + " (id, binlog_name, binlog_pos, gtids, gtid, statement_hash, statement,"
                + " before_it, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP())";
    }

    /** One parameter: id. */
    String markExecuted() {
        return "UPDATE " + name + " SET executed = TRUE WHERE id = ?";
    }

    /** Parameters: id, hash. A row if the statement is known to be executed. */
    String selectIfExecuted() {
        return "SELECT id FROM " + name + " WHERE id = ? AND statement_hash = ? AND executed";
    }

    /** One parameter: id. */
    String delete() {
        return "DELETE FROM " + name + " WHERE id = ?";
    }

    /** Parameters: id, binlog name, binlog position. */
    String deleteAt() {
        return delete() + " AND binlog_name = ? AND binlog_pos = ?";
    }

    /** What an operator does about a statement of which only they can say whether it was executed. */
    String remedy(final String sourceId) {
        return "look at the downstream; if it was, UPDATE " + name + " SET executed = TRUE WHERE id = '" + sourceId
                + "', if not, DELETE FROM " + name + " WHERE id = '" + sourceId + "'; then start again";
    }

    /** What an operator does about a statement that must be executed again, behind another one. */
    String remedyOfUndoing(final String sourceId) {
        return "undo it downstream, DELETE FROM " + name + " WHERE id = '" + sourceId + "', and start again";
    }
}
