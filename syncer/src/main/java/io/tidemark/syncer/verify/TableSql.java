// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL that reads one table of one side, for MariaDB, MySQL and TiDB.
 *
 * <p>A row's hash is the MD5 of its values' prints, joined. The checksum of rows is the XOR of the hashes' first halves and
 * the sum of their second halves: neither knows an order; of a row that is there twice, the XOR sees nothing, but the
 * sum does.
 */
final class TableSql {
    private final TablePair table;
    private final Side side;

    TableSql(final TablePair table, final Side side) {
        this.table = table;
        this.side = side;
    }

    /** How often a condition is in each statement, with its parameters. */
    int places() {
        return table.ids(side).size();
    }

    /** The number of rows, of hashes that are known, the XOR and the sum, the latter two as decimal numbers or NULL. */
    String digest(final String condition) {
        return "SELECT COUNT(*), COUNT(h), BIT_XOR(" + number("SUBSTRING(h, 1, 16)") + "), SUM("
                + number("SUBSTRING(h, 17, 16)") + ") FROM (" + select(Stream.of(hash() + " AS h"), condition)
                + ") AS hashes";
    }

    private static String number(final String hexadecimal) {
        return "CAST(CONV(" + hexadecimal + ", 16, 10) AS UNSIGNED)";
    }

    /** NULL if the server can't tell one of the values: CONCAT with a NULL is NULL. */
    private String hash() {
        return "MD5(CONCAT("
                + table.columns().stream().map(column -> column.print(side)).collect(Collectors.joining(", ',', "))
                + "))";
    }

    /** Each row's key and hash. */
    String hashes(final RowKey key, final String condition) {
        return select(Stream.concat(keys(key), Stream.of(hash())), condition);
    }

    /** The hashes of all rows of a table without a key, and how many rows have each. */
    String counts() {
        return "SELECT h, COUNT(*) FROM (" + select(Stream.of(hash() + " AS h"), "1 = 1") + ") AS hashes GROUP BY h";
    }

    /** Each row's key and values, as texts to be made canonical. */
    String looks(final RowKey key, final String condition) {
        return select(Stream.concat(keys(key), table.columns().stream().map(column -> column.look(side))), condition);
    }

    /** The last key of the next rows; nothing if there are not that many. */
    String boundary(final RowKey key, final String condition, final long rows) {
        final String order =
                key.columns().stream().map(column -> column.on(side).quoted()).collect(Collectors.joining(", "));
        final String last = " ORDER BY " + order + " LIMIT 1 OFFSET " + (rows - 1);
        if (places() == 1) {
            return select(keys(key), condition) + last;
        }
        // no more of each table than there are to be of all
        final String next = table.ids(side).stream()
                .map(id -> "(SELECT " + order + " FROM " + id + " WHERE " + condition + " ORDER BY " + order + " LIMIT "
                        + rows + ")")
                .collect(Collectors.joining(" UNION ALL "));
        return "SELECT " + keys(key).collect(Collectors.joining(", ")) + " FROM (" + next + ") AS merged" + last;
    }

    private Stream<String> keys(final RowKey key) {
        return key.columns().stream().map(column -> RowKey.text(column, side));
    }

    /** One statement, so that all tables of a merged one are seen at one moment: rows may go from one to another. */
    private String select(final Stream<String> expressions, final String condition) {
        final String selected = expressions.collect(Collectors.joining(", "));
        return table.ids(side).stream()
                .map(id -> "SELECT " + selected + " FROM " + id + " WHERE " + condition)
                .collect(Collectors.joining(" UNION ALL "));
    }
}
