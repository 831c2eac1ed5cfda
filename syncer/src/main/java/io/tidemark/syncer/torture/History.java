// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every row change that the downstream has committed, in its order: triggers, which exist downstream only, write each
 * into a table there, in the change's own transaction. The syncer knows nothing of it. No key of it is unique, so that the
 * instrument can't refuse a change.
 */
final class History {
    static final String TABLE = "torture_watch.history";

    private History() {}

    /** Prepares a downstream that has the traced tables, still empty. */
    static void prepare(final Connection downstream) throws SQLException {
        final List<String> statements = new ArrayList<>(List.of(
                "CREATE DATABASE torture_watch",
                "CREATE TABLE " + TABLE + " (n BIGINT NOT NULL AUTO_INCREMENT, tbl VARCHAR(20) NOT NULL,"
                        + " number BIGINT NOT NULL, version INT NOT NULL, tx BIGINT NOT NULL,"
                        + " KEY (n), KEY (tx))",
                Witness.DEFINITION));
        for (final TracedTable table : TracedTable.values()) {
            statements.addAll(table.triggers());
        }
        try (Statement statement = downstream.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Compares the whole history with what was written. The downstream must be at rest. */
    static Findings check(final Connection downstream, final Written written) throws SQLException {
        Findings findings = Findings.NONE;
        for (final TracedTable table : TracedTable.values()) {
            final Tally tally = new Tally(written.lastVersions(table), table.copies());
            try (Statement statement = downstream.createStatement()) {
                statement.setFetchSize(Integer.MIN_VALUE); // row by row
                try (ResultSet lines = statement.executeQuery("SELECT number, version FROM " + TABLE + " WHERE tbl = '"
                        + table.lowerCase() + "' ORDER BY number, n")) {
                    while (lines.next()) {
                        tally.add(lines.getLong(1), lines.getInt(2));
                    }
                }
            }
            findings = findings.plus(tally.end());
        }
        return findings;
    }

    /** Compares the rows that are there with those of the upstream. Both must be at rest. */
    static Findings compareRows(final Connection upstream, final Connection downstream) throws SQLException {
        Findings findings = Findings.NONE;
        for (final TracedTable table : TracedTable.values()) {
            final Map<String, Long> wanted = rows(upstream, table);
            final Map<String, Long> found = rows(downstream, table);
            for (final Map.Entry<String, Long> row : wanted.entrySet()) {
                final Long there = found.remove(row.getKey());
                final long surplus = (there == null ? 0 : there) - row.getValue();
                findings = findings.plus(new Findings(Math.max(0, -surplus), Math.max(0, surplus), 0));
            }
            for (final long surplus : found.values()) {
                findings = findings.plus(new Findings(0, surplus, 0));
            }
        }
        return findings;
    }

    /** How many rows there are of each number, version and transaction. */
    private static Map<String, Long> rows(final Connection server, final TracedTable table) throws SQLException {
        final Map<String, Long> rows = new HashMap<>();
        try (Statement statement = server.createStatement();
                ResultSet found = statement.executeQuery("SELECT number, version, tx, COUNT(*) FROM "
                        + TracedTable.SCHEMA + '.' + table.lowerCase() + " GROUP BY number, version, tx")) {
            while (found.next()) {
                rows.put(found.getLong(1) + ":" + found.getInt(2) + ':' + found.getLong(3), found.getLong(4));
            }
        }
        return rows;
    }
}
