// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** Small tables by the thousand, a few of which each transaction inserts into and updates. */
final class ManyTables implements Load {
    private static final int ROWS = 10;
    private static final int TABLES_A_TRANSACTION = 3;
    private static final long SEED = 5;

    private final int tables;

    ManyTables(final int tables) {
        this.tables = tables;
    }

    @Override
    public void prepare(final Connection connection) throws SQLException {
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            for (int table = 0; table < tables; table++) {
                sql.add("CREATE TABLE " + name(table)
                        + " (id INT NOT NULL PRIMARY KEY, n INT NOT NULL, note VARCHAR(60) NOT NULL)");
                sql.add("INSERT INTO " + name(table) + " SELECT seq, seq, MD5(seq) FROM seq_1_to_" + ROWS);
            }
        }
    }

    @Override
    public long write(final Connection connection, final long rows) throws SQLException {
        final SplittableRandom random = new SplittableRandom(SEED);
        final int[] ids = new int[tables];
        long written = 0;
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            while (written < rows) {
                sql.add("START TRANSACTION");
                for (int i = 0; i < TABLES_A_TRANSACTION; i++) {
                    final int table = random.nextInt(tables);
                    ids[table]++;
                    sql.add("INSERT INTO " + name(table) + " VALUES (" + (ROWS + ids[table]) + ",0,'"
                            + Long.toHexString(random.nextLong()) + "')");
                    sql.add("UPDATE " + name(table) + " SET n=n+1 WHERE id=" + (1 + random.nextInt(ROWS)));
                    written += 2;
                }
                sql.add("COMMIT");
            }
        }
        return written;
    }

    private static String name(final int table) {
        return "t" + (table + 1);
    }
}
