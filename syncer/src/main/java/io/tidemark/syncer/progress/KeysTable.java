// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

/**
 * The table of what each run has computed causality keys from: its name, and every SQL statement that touches it. One row per
 * source, run and downstream table.
 */
final class KeysTable extends OwnTable {
    KeysTable(final String metaSchema, final String task) {
        super(metaSchema, task + "_syncer_keys", """
                id VARCHAR(32) NOT NULL,
                run BIGINT UNSIGNED NOT NULL,
                table_schema VARCHAR(64) NOT NULL,
                table_name VARCHAR(64) NOT NULL,
                key_definition LONGTEXT NOT NULL,
                PRIMARY KEY (id, run, table_schema, table_name)
                """);
    }

    /** One parameter: id. The oldest run's first. */
    String selectAll() {
        return "SELECT table_schema, table_name, key_definition FROM " + name + " WHERE id = ? ORDER BY run";
    }

    /** Parameters: id, run, schema, table, key definition. */
    String replace() {
        return "REPLACE INTO " + name + " (id, run, table_schema, table_name, key_definition) VALUES (?, ?, ?, ?, ?)";
    }

    /** One parameter: id. */
    String deleteAll() {
        return "DELETE FROM " + name + " WHERE id = ?";
    }

    /** Parameters: id, run. */
    String deleteBefore() {
        return "DELETE FROM " + name + " WHERE id = ? AND run < ?";
    }
}
