// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

/** The table of statements that an operator leaves out or replaces: its name, and every SQL statement that touches it. */
final class DdlRuleTable extends OwnTable {
    DdlRuleTable(final String metaSchema, final String task) {
        super(metaSchema, task + "_syncer_ddl_rules", """
                id VARCHAR(32) NOT NULL,
                place VARCHAR(512) NOT NULL,
                replacement LONGTEXT NULL,
                statement LONGTEXT NULL,
                used DATETIME NULL,
                since DATETIME NOT NULL,
                PRIMARY KEY (id, place)
                """);
    }

    /** Parameters: id, place, replacement. */
    String replace() {
        return "REPLACE INTO " + name + " (id, place, replacement, since) VALUES (?, ?, ?, UTC_TIMESTAMP())";
    }

    /** One parameter: id. */
    String select() {
        return "SELECT place, replacement, statement, used FROM " + name + " WHERE id = ? ORDER BY since, place";
    }

    /** Parameters: statement, id, place. */
    String use() {
        return "UPDATE " + name + " SET used = UTC_TIMESTAMP(), statement = ? WHERE id = ? AND place = ?";
    }

    /** Parameters: id, place. */
    String delete() {
        return "DELETE FROM " + name + " WHERE id = ? AND place = ? AND used IS NULL";
    }
}
