// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Row counts and checksums of all tables of the workload's schema. Checksums depend on the rows, not on their order.
 * Immutable.
 *
 * @param byTable a table's count and checksum.
 */
record TableSums(Map<String, Sum> byTable) {
    private static final int MOST_NAMED = 5;

    /**
     * What a table holds.
     *
     * @param rows     how many rows.
     * @param checksum the server's checksum of all of them.
     */
    record Sum(long rows, String checksum) {
        @Override
        public String toString() {
            return rows + " rows with checksum " + checksum;
        }
    }

    TableSums {
        byTable = Map.copyOf(byTable);
    }

    /** Reads all rows of all tables on the server. */
    static TableSums of(final Connection connection) throws SQLException {
        final Map<String, Sum> sums = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (final String table : tables(statement)) {
                final String name = '`' + Workload.SCHEMA + "`.`" + table + '`';
                final long rows = Long.parseLong(lastColumn(statement, "SELECT COUNT(*) FROM " + name));
                sums.put(table, new Sum(rows, lastColumn(statement, "CHECKSUM TABLE " + name + " EXTENDED")));
            }
        }
        return new TableSums(sums);
    }

    /** What differs, in a line, a few tables named; empty if all is equal. */
    Optional<String> differenceTo(final TableSums other) {
        final TreeSet<String> differing = new TreeSet<>(byTable.keySet());
        differing.addAll(other.byTable.keySet());
        differing.removeIf(table -> Objects.equals(byTable.get(table), other.byTable.get(table)));
        if (differing.isEmpty()) {
            return Optional.empty();
        }
        final String named = differing.stream()
                .limit(MOST_NAMED)
                .map(table -> table + " (" + said(table) + " upstream, " + other.said(table) + " downstream)")
                .collect(Collectors.joining(", "));
        final int more = differing.size() - MOST_NAMED;
        return Optional.of(named + (more > 0 ? " and " + more + " more" : ""));
    }

    private String said(final String table) {
        return byTable.containsKey(table) ? byTable.get(table).toString() : "no table";
    }

    private static List<String> tables(final Statement statement) throws SQLException {
        final List<String> tables = new ArrayList<>();
        try (ResultSet names = statement.executeQuery("SHOW TABLES FROM `" + Workload.SCHEMA + '`')) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    private static String lastColumn(final Statement statement, final String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(row.getMetaData().getColumnCount());
        }
    }
}
