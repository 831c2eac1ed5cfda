// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/**
 * sysbench's write transaction, an update of the indexed column, one of another, and a row that is deleted and inserted
 * again, with rows chosen by Zipf's law: transactions that follow each other often meet on a hot row.
 */
final class HotRows implements Load {
    private static final int TABLES = 4;
    private static final int ROWS = 25_000;
    private static final int CHANGES = 4;
    private static final long SEED = 3;
    private static final double EXPONENT = 1.0;

    @Override
    public void prepare(final Connection connection) throws SQLException {
        SysbenchTables.create(connection, TABLES, ROWS);
    }

    @Override
    public long write(final Connection connection, final long rows) throws SQLException {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Zipf zipf = new Zipf(ROWS, EXPONENT);
        long written = 0;
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            for (; written < rows; written += CHANGES) {
                final int table = 1 + random.nextInt(TABLES);
                final int replaced = zipf.next(random);
                sql.add("START TRANSACTION");
                sql.add(SysbenchTables.updateIndexed(table, zipf.next(random)));
                sql.add(SysbenchTables.updatePlain(table, zipf.next(random), random));
                sql.add("DELETE FROM " + SysbenchTables.name(table) + " WHERE id=" + replaced);
                sql.add(SysbenchTables.insert(table, replaced, random.nextInt(ROWS), random));
                sql.add("COMMIT");
            }
        }
        return written;
    }
}
