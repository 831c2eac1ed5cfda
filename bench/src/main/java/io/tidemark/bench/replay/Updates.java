// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** Transactions of one updated row, any of all rows: of the indexed column and of another by turns. */
final class Updates implements Load {
    private static final int TABLES = 4;
    private static final int ROWS = 25_000;
    private static final long SEED = 2;

    @Override
    public void prepare(final Connection connection) throws SQLException {
        SysbenchTables.create(connection, TABLES, ROWS);
    }

    @Override
    public long write(final Connection connection, final long rows) throws SQLException {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            for (long i = 0; i < rows; i++) {
                final int table = 1 + random.nextInt(TABLES);
                final int id = 1 + random.nextInt(ROWS);
                sql.add(
                        i % 2 == 0
                                ? SysbenchTables.updateIndexed(table, id)
                                : SysbenchTables.updatePlain(table, id, random));
            }
        }
        return rows;
    }
}
