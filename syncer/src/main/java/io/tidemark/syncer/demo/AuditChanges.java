// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.sql.SQLException;

/** The table that is created half-way: the server numbers its rows, and copies some from another table. */
final class AuditChanges implements TableChanges {
    @Override
    public String definition() {
        return "CREATE TABLE audit ("
                + "id BIGINT NOT NULL AUTO_INCREMENT, at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),"
                + " about BIGINT UNSIGNED NULL, what VARCHAR(100) NOT NULL,"
                + " PRIMARY KEY (id)) DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public int change(final RowWriter writer, final int atMost) throws SQLException {
        final int rows = writer.some(atMost);
        return switch (writer.between(0, 9)) {
            case 0, 1, 2, 3, 4 -> insert(writer, rows);
            case 5, 6 -> copy(writer, rows);
            case 7 ->
                writer.change(
                        "UPDATE audit SET what = CONCAT(LEFT(what, 90), '.'), about = about + 1"
                                + " WHERE about = ? ORDER BY id LIMIT 1",
                        writer.key());
            default -> writer.change("DELETE FROM audit ORDER BY id LIMIT " + rows);
        };
    }

    private static int insert(final RowWriter writer, final int rows) throws SQLException {
        final Object[] values = new Object[rows * 2];
        for (int i = 0; i < rows; i++) {
            values[i * 2] = writer.orNull(writer.key());
            values[i * 2 + 1] = writer.text(100);
        }
        return writer.insert("audit (about, what)", 2, values);
    }

    private static int copy(final RowWriter writer, final int rows) throws SQLException {
        final int first = writer.key();
        return writer.change(
                "INSERT INTO audit (about, what) SELECT id, email FROM account WHERE id BETWEEN ? AND ?",
                first,
                first + rows - 1);
    }
}
