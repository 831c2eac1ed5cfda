// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of five columns of each of twelve kinds of types, NULL among them. Values are expressions of a number, which the
 * upstream works out: so little text makes large rows.
 */
final class WideRows implements Load {
    private static final int ROWS = 5_000;
    private static final int ROWS_EACH = 5;
    private static final int COLUMNS_UPDATED = 12;
    private static final long SEED = 7;
    private static final String NUMBER = "#";

    /** Types and the expressions of their values, 12; the fives of columns of one kind differ by their numbers. */
    private static final List<Kind> KINDS = List.of(
            new Kind("SMALLINT UNSIGNED", "# % 65536"),
            new Kind("INT", "CAST(# % 4294967296 AS SIGNED) - 2147483648"),
            new Kind("BIGINT UNSIGNED", "18446744073709551615 - #"),
            new Kind("DECIMAL(20,6)", "# / 1000003"),
            new Kind("DOUBLE", "# / 8"),
            new Kind("DATE", "DATE('1990-01-01') + INTERVAL # % 20000 DAY"),
            new Kind("DATETIME(6)", "TIMESTAMP('2001-01-01') + INTERVAL # MICROSECOND"),
            new Kind("VARCHAR(100)", "IF(# % 10 = 0, NULL, CONCAT('näme ', SHA1(#)))"),
            new Kind("CHAR(40)", "SHA1(#)"),
            new Kind("VARBINARY(32)", "UNHEX(SHA1(#))"),
            new Kind("LONGTEXT", "REPEAT(MD5(#), 1 + # % 3)"),
            new Kind("JSON", "JSON_OBJECT('number', #, 'text', MD5(#))"));

    private static final List<Kind> COLUMNS =
            IntStream.range(0, 5).boxed().flatMap(five -> KINDS.stream()).toList();

    /** A column's type, and its value as an expression of a number from 0 to 10^13, written as {@link #NUMBER}. */
    private record Kind(String type, String value) {
        String of(final String number) {
            return value.replace(NUMBER, number);
        }
    }

    @Override
    public void prepare(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(IntStream.range(0, COLUMNS.size())
                    .mapToObj(column -> name(column) + ' ' + COLUMNS.get(column).type() + " NULL")
                    .collect(Collectors.joining(", ", "CREATE TABLE wide (id INT NOT NULL PRIMARY KEY, ", ")")));
            statement.execute(insert(1, ROWS));
        }
    }

    @Override
    public long write(final Connection connection, final long rows) throws SQLException {
        final SplittableRandom random = new SplittableRandom(SEED);
        long written = 0;
        int last = ROWS;
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            for (; written < rows; written += 2 * ROWS_EACH) {
                sql.add("START TRANSACTION");
                sql.add(insert(last + 1, last + ROWS_EACH));
                last += ROWS_EACH;
                for (int i = 0; i < ROWS_EACH; i++) {
                    sql.add(update(1 + random.nextInt(last - ROWS_EACH), random));
                }
                sql.add("COMMIT");
            }
        }
        return written;
    }

    /** One of each kind changes; a value that is the same by chance does not keep the row from changing. */
    private static String update(final int id, final SplittableRandom random) {
        final int first = random.nextInt(COLUMNS.size());
        return IntStream.range(0, COLUMNS_UPDATED)
                .map(i -> (first + i) % COLUMNS.size())
                .mapToObj(column -> name(column)
                        + '='
                        + COLUMNS.get(column).of(Long.toString(random.nextLong(10_000_000_000_000L))))
                .collect(Collectors.joining(", ", "UPDATE wide SET ", " WHERE id=" + id));
    }

    private static String insert(final int first, final int last) {
        return IntStream.range(0, COLUMNS.size())
                .mapToObj(column -> COLUMNS.get(column).of("(CRC32(seq + " + column + ") * 2311)"))
                .collect(Collectors.joining(
                        ", ", "INSERT INTO wide SELECT seq, ", " FROM seq_" + first + "_to_" + last));
    }

    private static String name(final int column) {
        return "c" + (column + 1);
    }
}
