// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Transactions that insert a range of rows and update another range of as many. */
final class LargeTransactions implements Load {
    private static final int ROWS = 50_000;
    private static final int CHANGES = 10_000;

    @Override
    public void prepare(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ledger (id INT NOT NULL PRIMARY KEY, account INT NOT NULL,"
                    + " amount DECIMAL(12,2) NOT NULL, note CHAR(64) NOT NULL, KEY by_account (account))");
            statement.execute(insert(1, ROWS));
        }
    }

    @Override
    public long write(final Connection connection, final long rows) throws SQLException {
        long written = 0;
        try (SqlBlocks sql = new SqlBlocks(connection)) {
            int last = ROWS;
            int updated = 0;
            while (written < rows) {
                final int half = (int) Math.min(CHANGES / 2, (rows - written + 1) / 2);
                sql.add("START TRANSACTION");
                sql.add(insert(last + 1, last + half));
                sql.add("UPDATE ledger SET amount=amount+1.5, note=SHA2(amount, 256) WHERE id BETWEEN " + (updated + 1)
                        + " AND " + (updated + half));
                sql.add("COMMIT");
                last += half;
                updated = (updated + half) % ROWS;
                written += 2L * half;
            }
        }
        return written;
    }

    private static String insert(final int first, final int last) {
        return "INSERT INTO ledger SELECT seq, CRC32(seq) % 10000, CRC32(seq + 1) / 100, SHA2(seq, 256) FROM seq_"
                + first + "_to_" + last;
    }
}
