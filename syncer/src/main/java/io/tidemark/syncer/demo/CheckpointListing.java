// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;

/** What a task's checkpoint table holds, for people to read. */
final class CheckpointListing {
    private static final List<String> TITLES =
            List.of("point", "binlog", "position", "gtids", "safe-mode exit", "updated");

    private CheckpointListing() {}

    /**
     * Reads the table.
     *
     * @param downstream a connection to the server that holds it.
     * @param task       the task's name, of letters, digits, hyphens and underscores.
     * @return a line of titles, the global point, and a line for each table.
     * @throws SQLException if the server refuses.
     */
    static String of(final Connection downstream, final String task) throws SQLException {
        final BitSet numbers = new BitSet();
        numbers.set(2);
        final TextTable text = new TextTable(TITLES, numbers);
        try (Statement statement = downstream.createStatement();
                ResultSet rows = statement.executeQuery("SELECT cp_schema, cp_table, binlog_name, binlog_pos,"
                        + " binlog_gtid, exit_safe_binlog_name, exit_safe_binlog_pos, is_global, update_time"
                        + " FROM `dm_meta`.`" + task + "_syncer_checkpoint` ORDER BY cp_schema, cp_table")) {
            while (rows.next()) {
                final String exit = rows.getString(6);
                text.add(List.of(
                        rows.getBoolean(8) ? "(global)" : rows.getString(1) + '.' + rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        exit == null || exit.isEmpty() ? "-" : exit + ':' + rows.getLong(7),
                        rows.getString(9)));
            }
        }
        return text.toString();
    }
}
