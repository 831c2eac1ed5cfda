// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Two rows exchange the value of a second unique key, by turns over a value that nobody else has and by deleting one of
 * the rows for a while. Applied in another order, one of them meets the other's value.
 */
final class Swaps implements Load {
    private static final int TABLES = 4;
    private static final int ROWS = 5_000;
    private static final int CHANGES = 3;
    private static final long SEED = 4;

    @Override
    public void prepare(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int table = 0; table < TABLES; table++) {
                statement.execute("CREATE TABLE " + name(table)
                        + " (id INT NOT NULL PRIMARY KEY, place INT NOT NULL UNIQUE, holder VARCHAR(40) NOT NULL)");
                statement.execute("INSERT INTO " + name(table) + " SELECT seq, seq, MD5(seq) FROM seq_1_to_" + ROWS);
            }
        }
    }

    @Override
    public long write(final Connection connection, final long rows) throws SQLException {
        final SplittableRandom random = new SplittableRandom(SEED);
        final int[][] places = IntStream.range(0, TABLES)
                .mapToObj(table -> IntStream.rangeClosed(1, ROWS).toArray())
                .toArray(int[][]::new);
        long written = 0;
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            for (; written < rows; written += CHANGES) {
                final int table = random.nextInt(TABLES);
                final int one = random.nextInt(ROWS);
                final int other = (one + 1 + random.nextInt(ROWS - 1)) % ROWS;
                final int place = places[table][one];
                places[table][one] = places[table][other];
                places[table][other] = place;
                sql.add("START TRANSACTION");
                if (random.nextBoolean()) {
                    sql.add(move(table, one, -1 - one));
                    sql.add(move(table, other, places[table][other]));
                    sql.add(move(table, one, places[table][one]));
                } else {
                    sql.add("DELETE FROM " + name(table) + " WHERE id=" + (one + 1));
                    sql.add(move(table, other, places[table][other]));
                    sql.add("INSERT INTO " + name(table) + " VALUES (" + (one + 1) + ',' + places[table][one] + ",'"
                            + Long.toHexString(random.nextLong()) + "')");
                }
                sql.add("COMMIT");
            }
        }
        return written;
    }

    private static String name(final int table) {
        return "seat" + (table + 1);
    }

    private static String move(final int table, final int row, final int place) {
        return "UPDATE " + name(table) + " SET place=" + place + " WHERE id=" + (row + 1);
    }
}
