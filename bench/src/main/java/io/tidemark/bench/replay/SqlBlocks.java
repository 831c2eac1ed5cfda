// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Sends statements by the hundred, as the body of a compound statement, in their order. Each of them commits by itself
 * unless it is between START TRANSACTION and COMMIT: the binlog looks as if each had been sent alone, but nobody waits
 * for a hundred answers. What is held back is sent by {@link #close}. One thread.
 */
final class SqlBlocks implements AutoCloseable {
    private static final int MOST_CHARACTERS = 128 * 1024;
    private static final String BEGIN = "BEGIN NOT ATOMIC\n";

    private final Statement statement;
    private final StringBuilder block = new StringBuilder(BEGIN);

    SqlBlocks(final Connection connection) throws SQLException {
        statement = connection.createStatement();
    }

    /** Adds a statement without its semicolon; earlier ones may be sent by that. */
    void add(final String sql) throws SQLException {
        block.append(sql).append(";\n");
        if (block.length() >= MOST_CHARACTERS) {
            send();
        }
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            send();
        }
    }

    private void send() throws SQLException {
        if (block.length() > BEGIN.length()) {
            statement.execute(block.append("END").toString());
            block.setLength(BEGIN.length());
        }
    }
}
