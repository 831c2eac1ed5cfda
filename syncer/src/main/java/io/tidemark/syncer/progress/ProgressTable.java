// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The progress table of one task: its name, and every SQL statement that touches it. One row per source, run and worker.
 * Whoever has written a run's token last owns its rows; an empty token means that the run may write no more.
 */
final class ProgressTable extends OwnTable {
    /** What stands before each value of a mark: gtid, binlog name, binlog position, row index, GTIDs before. */
    static final List<byte[]> MOVED = Stream.of("gtid", "binlog_name", "binlog_pos", "row_index", "gtids_before")
            .map(column -> (", " + column + " = ").getBytes(UTF_8))
            .toList();

    /** What stands before each value that tells whose the mark is: id, run, worker, token, and the batch before. */
    static final List<byte[]> OWNED = Stream.of(
                    " WHERE id = ", " AND run = ", " AND worker = ", " AND token = ", " AND batch = ")
            .map(text -> text.getBytes(UTF_8))
            .toList();

    ProgressTable(final String metaSchema, final String task) {
        super(metaSchema, task + "_syncer_progress", """
                id VARCHAR(32) NOT NULL,
                run BIGINT UNSIGNED NOT NULL,
                worker INT UNSIGNED NOT NULL,
                worker_count INT UNSIGNED NOT NULL,
                routing INT UNSIGNED NOT NULL,
                token VARCHAR(36) NOT NULL,
                batch BIGINT UNSIGNED NOT NULL DEFAULT 0,
                gtid VARCHAR(128) NOT NULL DEFAULT '',
                binlog_name VARCHAR(512) NOT NULL DEFAULT '',
                binlog_pos BIGINT UNSIGNED NOT NULL DEFAULT 0,
                row_index BIGINT UNSIGNED NOT NULL DEFAULT 0,
                gtids_before LONGTEXT NULL,
                rules VARCHAR(64) NOT NULL DEFAULT '',
                PRIMARY KEY (id, run, worker)
                """);
    }

    /** Creates it if it is absent, and brings it to the present layout. A row of an older one was written when there were no rules. */
    void prepare(final Connection connection) throws SQLException {
        if (!addColumn(connection, "rules", "VARCHAR(64) NOT NULL DEFAULT ''")) {
            create(connection);
        }
    }

    /** One parameter: id. */
    String revokeAll() {
        return "UPDATE " + name + " SET token = '' WHERE id = ?";
    }

    /** One parameter: id. */
    String selectAll() {
        return "SELECT run, worker, worker_count, routing, batch, gtid, binlog_name, binlog_pos, row_index,"
                + " gtids_before, rules FROM " + name + " WHERE id = ? ORDER BY run, worker FOR UPDATE";
    }

    /** Parameters: id, run, worker, worker count, routing, token, rules. May be repeated, and takes no row from anybody. */
    String insert() {
        return "INSERT INTO " + name + " (id, run, worker, worker_count, routing, token, rules)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE token = token";
    }

    /** How the statement begins that moves a worker's mark; the number of its batches follows, and {@link #MOVED}. */
    byte[] move() {
        return ("UPDATE " + name + " SET batch = ").getBytes(UTF_8);
    }

    /** Parameters: id, run, worker, token. Waits for whoever changes the row. */
    String selectBatch() {
        return "SELECT batch FROM " + name + " WHERE id = ? AND run = ? AND worker = ? AND token = ? FOR UPDATE";
    }

    /** Parameters: id, run, token, each worker's number of batches, how many workers. A row if all have as many. */
    String selectIfComplete(final int workers) {
        return "SELECT COUNT(*) FROM " + name
                + " WHERE id = ? AND run = ? AND token = ? AND batch >= CAST(ELT(worker + 1" + ", ?".repeat(workers)
                + ") AS UNSIGNED) HAVING COUNT(*) = ?";
    }

    /** One parameter: id. */
    String deleteAll() {
        return "DELETE FROM " + name + " WHERE id = ?";
    }

    /** Parameters: id, run. */
    String deleteBefore() {
        return "DELETE FROM " + name + " WHERE id = ? AND run < ?";
    }

    /** Parameters: schema, table; no row unless the table is kept by an engine without transactions. */
    static String engineWithoutTransactions() {
        return "SELECT t.ENGINE FROM information_schema.TABLES t"
                + " JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE"
                + " WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ? AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES'";
    }
}
