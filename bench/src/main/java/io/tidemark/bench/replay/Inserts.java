// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** Transactions of one inserted row, in turn over the tables: no two have to do with each other. */
final class Inserts implements Load {
    private static final int TABLES = 4;
    private static final int MOST_K = 100_000;
    private static final long SEED = 1;

    @Override
    public void prepare(final Connection connection) throws SQLException {
        SysbenchTables.create(connection, TABLES, 0);
    }

    @Override
    public long write(final Connection connection, final long rows) throws SQLException {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            for (int i = 0; i < rows; i++) {
                sql.add(SysbenchTables.insert(1 + i % TABLES, 1 + i / TABLES, random.nextInt(MOST_K), random));
            }
        }
        return rows;
    }
}
