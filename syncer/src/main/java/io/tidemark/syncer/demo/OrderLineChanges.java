// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.sql.SQLException;

/** A composite primary key; one statement lets each of several rows take the key of the next. */
final class OrderLineChanges implements TableChanges {
    private static final int LINES = 60;
    private static final String RANGE = " WHERE order_id = ? AND line_no BETWEEN ? AND ?";

    @Override
    public String definition() {
        return "CREATE TABLE order_line ("
                + "order_id INT NOT NULL, line_no SMALLINT UNSIGNED NOT NULL, item VARCHAR(60) NULL,"
                + " amount INT NOT NULL, PRIMARY KEY (order_id, line_no)) DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public int change(final RowWriter writer, final int atMost) throws SQLException {
        final int order = Math.max(1, writer.key() / 10);
        final int rows = writer.some(atMost);
        final int first = writer.between(1, LINES);
        final int last = first + rows - 1;
        return switch (writer.between(0, 9)) {
            case 0, 1, 2, 3 -> insert(writer, order, first, rows);
            case 4, 5 -> writer.change("UPDATE order_line SET amount = amount + 1" + RANGE, order, first, last);
            case 6, 7 ->
                writer.change(
                        "UPDATE order_line SET line_no = line_no + 1" + RANGE + " ORDER BY line_no DESC",
                        order,
                        first,
                        last);
            default -> writer.change("DELETE FROM order_line" + RANGE, order, first, last);
        };
    }

    private static int insert(final RowWriter writer, final int order, final int first, final int rows)
            throws SQLException {
        final Object[] values = new Object[rows * 4];
        for (int i = 0; i < rows; i++) {
            values[i * 4] = order;
            values[i * 4 + 1] = first + i;
            values[i * 4 + 2] = writer.orNull(writer.text(60));
            values[i * 4 + 3] = writer.between(-1000, 1000);
        }
        return writer.insert("order_line (order_id, line_no, item, amount)", 4, values);
    }
}
