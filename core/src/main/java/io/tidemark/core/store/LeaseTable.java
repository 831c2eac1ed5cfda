// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import io.tidemark.core.schema.TableId;

/**
 * The lease table of one task: its name, and every SQL statement that touches it. One row per source; whoever has
 * written its token last may write the source's checkpoint.
 */
final class LeaseTable {
    private final TableId name;

    LeaseTable(final String metaSchema, final String task) {
        this.name = TableId.of(metaSchema, task + "_syncer_lease");
    }

    /** Finds out whether the table is there. */
    String probe() {
        return "SELECT id FROM " + name + " WHERE 1 = 0";
    }

    /** The engine is named because only a row that a transaction can lock keeps anybody out. */
    String createTable() {
        return "CREATE TABLE IF NOT EXISTS " + name + """
                 (
                id VARCHAR(32) NOT NULL PRIMARY KEY,
                token CHAR(36) NOT NULL,
                holder VARCHAR(255) NOT NULL,
                session_id BIGINT UNSIGNED NOT NULL,
                since DATETIME NOT NULL,
                expiry_seconds INT UNSIGNED NOT NULL,
                transactions BIGINT UNSIGNED NOT NULL DEFAULT 0
                ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin""";
    }

    /** Parameters: id, token, holder, seconds of expiry. */
    String take() {
        return "INSERT INTO " + name + """
                 (id, token, holder, session_id, since, expiry_seconds)
                VALUES (?, ?, ?, CONNECTION_ID(), UTC_TIMESTAMP(), ?)
                ON DUPLICATE KEY UPDATE
                token = VALUES(token),
                holder = VALUES(holder),
                session_id = VALUES(session_id),
                since = VALUES(since),
                expiry_seconds = VALUES(expiry_seconds)""";
    }

    /** Parameters: id, token. For operators, who may look for the session. */
    String moveToThisSession() {
        return "UPDATE " + name + " SET session_id = CONNECTION_ID() WHERE id = ? AND token = ?";
    }

    /**
     * Parameters: id, token. Changes one row if the token is still there, and keeps it there until the transaction ends.
     * A count is written, not just the row read with a lock: servers that replicate with several writers (Galera, Group
     * Replication) find conflicts between written rows only.
     */
    String claim() {
        return "UPDATE " + name + " SET transactions = transactions + 1 WHERE id = ? AND token = ?";
    }

    /** One parameter: the id. */
    String select() {
        return "SELECT token, holder, session_id, DATE_FORMAT(since, '%Y-%m-%d %H:%i:%s'), expiry_seconds FROM " + name
                + " WHERE id = ?";
    }
}
