// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

/** The table of what was flushed last, one row per source: its name, and every SQL statement that touches it. */
final class FlushedTable extends OwnTable {
    FlushedTable(final String metaSchema, final String task) {
        super(metaSchema, task + "_syncer_flushed", """
                id VARCHAR(32) NOT NULL PRIMARY KEY,
                binlog_name VARCHAR(512) NOT NULL,
                binlog_pos BIGINT UNSIGNED NOT NULL,
                gtids LONGTEXT NOT NULL,
                exit_binlog_name VARCHAR(512) NOT NULL,
                exit_binlog_pos BIGINT UNSIGNED NOT NULL,
                exit_gtids LONGTEXT NOT NULL,
                flushed_at DATETIME NOT NULL
                """);
    }

    /** One parameter: id. */
    String select() {
        return "SELECT binlog_name, binlog_pos, gtids, exit_binlog_name, exit_binlog_pos, exit_gtids FROM " + name
                + " WHERE id = ?";
    }

    /** Parameters: id, then binlog name, binlog position and GTIDs of the point, and those of the exit point. */
    String replace() {
        return "REPLACE INTO " + name + " (id, binlog_name, binlog_pos, gtids, exit_binlog_name, exit_binlog_pos,"
                + " exit_gtids, flushed_at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP())";
    }

    /** One parameter: id. */
    String delete() {
        return "DELETE FROM " + name + " WHERE id = ?";
    }
}
