// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/** Tables shaped as sysbench's OLTP tests have them: {@code sbtest1} and so on, with rows 1 to N. */
final class SysbenchTables {
    private static final long GROUP = 100_000_000_000L;
    private static final int GROUP_DIGITS = 11;
    private static final int GROUPS_OF_C = 10;
    private static final int GROUPS_OF_PAD = 5;

    private SysbenchTables() {}

    /** Creates tables 1 to {@code tables} with rows 1 to {@code rows} each. */
    static void create(final Connection connection, final int tables, final int rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int table = 1; table <= tables; table++) {
                statement.execute(
                        "CREATE TABLE " + name(table) + " (id INT NOT NULL PRIMARY KEY, k INT NOT NULL DEFAULT 0,"
                                + " c CHAR(120) NOT NULL DEFAULT '', pad CHAR(60) NOT NULL DEFAULT '', KEY k_" + table
                                + " (k))");
                if (rows > 0) {
                    statement.execute("INSERT INTO " + name(table) + " SELECT seq, CRC32(CONCAT(seq, 'k" + table
                            + "')) % " + rows + ", CONCAT_WS('-', SHA1(seq), SHA1(seq + 1), MD5(seq)),"
                            + " LEFT(SHA2(seq, 256), 59) FROM seq_1_to_" + rows);
                }
            }
        }
    }

    static String name(final int table) {
        return "sbtest" + table;
    }

    /** An INSERT of one row. */
    static String insert(final int table, final int id, final int k, final SplittableRandom random) {
        return "INSERT INTO " + name(table) + " VALUES (" + id + ',' + k + ",'" + c(random) + "','"
                + groups(GROUPS_OF_PAD, random) + "')";
    }

    /** An UPDATE of an indexed column. */
    static String updateIndexed(final int table, final int id) {
        return "UPDATE " + name(table) + " SET k=k+1 WHERE id=" + id;
    }

    /** An UPDATE of a column without an index. */
    static String updatePlain(final int table, final int id, final SplittableRandom random) {
        return "UPDATE " + name(table) + " SET c='" + c(random) + "' WHERE id=" + id;
    }

    private static String c(final SplittableRandom random) {
        return groups(GROUPS_OF_C, random);
    }

    /** Digits in groups, so that nothing compresses well. */
    private static String groups(final int count, final SplittableRandom random) {
        final StringBuilder text = new StringBuilder(count * (GROUP_DIGITS + 1));
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : "-").append(Long.toString(GROUP + random.nextLong(GROUP)), 1, GROUP_DIGITS + 1);
        }
        return text.toString();
    }
}
