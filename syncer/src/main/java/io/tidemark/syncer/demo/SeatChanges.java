// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.sql.SQLException;

/** No primary key, but a unique key of a column that is never NULL, and another of one that often is. */
final class SeatChanges implements TableChanges {
    @Override
    public String definition() {
        return "CREATE TABLE seat ("
                + "code CHAR(8) NOT NULL, holder VARCHAR(40) NULL, version INT UNSIGNED NOT NULL DEFAULT 0,"
                + " UNIQUE KEY uk_code (code), UNIQUE KEY uk_holder (holder)) DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public int change(final RowWriter writer, final int atMost) throws SQLException {
        return switch (writer.between(0, 9)) {
            case 0, 1, 2, 3 -> insert(writer, writer.some(atMost));
            case 4, 5 -> hold(writer, code(writer.key()), writer.orNull(holder(writer)));
            case 6, 7 -> atMost < 3 ? 0 : swapHolders(writer);
            case 8 ->
                writer.change(
                        "UPDATE seat SET code = ?, version = version + 1 WHERE code = ?",
                        code(writer.key()),
                        code(writer.key()));
            default -> writer.change("DELETE FROM seat WHERE code = ?", code(writer.key()));
        };
    }

    private static int insert(final RowWriter writer, final int rows) throws SQLException {
        final Object[] values = new Object[rows * 2];
        final int first = writer.key();
        for (int i = 0; i < rows; i++) {
            values[i * 2] = code(first + i);
            values[i * 2 + 1] = writer.orNull(holder(writer));
        }
        return writer.insert("seat (code, holder)", 2, values);
    }

    private static int hold(final RowWriter writer, final String code, final Object holder) throws SQLException {
        return writer.change("UPDATE seat SET holder = ?, version = version + 1 WHERE code = ?", holder, code);
    }

    /** Two rows exchange what is unique, by way of NULL. */
    private static int swapHolders(final RowWriter writer) throws SQLException {
        final String one = code(writer.key());
        final String other = code(writer.key());
        final String ofOne = writer.locked("SELECT holder FROM seat WHERE code = ?", one);
        final String ofOther = writer.locked("SELECT holder FROM seat WHERE code = ?", other);
        if (one.equals(other) || ofOne == null || ofOther == null) {
            return 0;
        }
        return hold(writer, one, null) + hold(writer, other, ofOne) + hold(writer, one, ofOther);
    }

    private static String code(final int key) {
        return "S" + key;
    }

    private static String holder(final RowWriter writer) {
        return "holder " + writer.key();
    }
}
