// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Locale;

/** A wide row of many types, NULL in places; its keys are unsigned numbers that a signed INT cannot hold. */
final class SampleChanges implements TableChanges {
    private static final long FIRST_KEY = 4_000_000_000L;
    private static final String COLUMNS =
            "tiny, small, medium, big, price, measure, at, seen, day, note, raw, tag, color, flags, bits, doc";
    private static final int COLUMN_COUNT = COLUMNS.split(",", -1).length;

    @Override
    public String definition() {
        return "CREATE TABLE sample ("
                + "id INT UNSIGNED NOT NULL, version INT UNSIGNED NOT NULL DEFAULT 0,"
                + " tiny TINYINT UNSIGNED NULL, small SMALLINT NULL, medium MEDIUMINT UNSIGNED NULL,"
                + " big BIGINT UNSIGNED NULL, price DECIMAL(30,10) NULL, measure DOUBLE NULL,"
                + " at DATETIME(6) NULL, seen TIMESTAMP(3) NULL DEFAULT NULL, day DATE NULL,"
                + " note TEXT NULL, raw BLOB NULL, tag VARBINARY(16) NULL,"
                + " color ENUM('red','green','blue') NULL, flags SET('new','hot','old') NULL,"
                + " bits BIT(12) NULL, doc JSON NULL,"
                + " PRIMARY KEY (id)) DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public int change(final RowWriter writer, final int atMost) throws SQLException {
        return switch (writer.between(0, 9)) {
            case 0, 1, 2 -> insert(writer, writer.some(Math.min(atMost, 10)));
            case 3 -> upsert(writer);
            case 4, 5, 6 -> update(writer);
            case 7 -> clear(writer, writer.some(atMost));
            case 8 ->
                writer.change("UPDATE sample SET id = ?, version = version + 1 WHERE id = ?", id(writer), id(writer));
            default -> delete(writer, writer.some(atMost));
        };
    }

    private static int insert(final RowWriter writer, final int rows) throws SQLException {
        final int columns = COLUMN_COUNT + 1;
        final Object[] values = new Object[rows * columns];
        final long first = id(writer);
        for (int i = 0; i < rows; i++) {
            values[i * columns] = first + i;
            System.arraycopy(values(writer), 0, values, i * columns + 1, COLUMN_COUNT);
        }
        return writer.insert("sample (id, " + COLUMNS + ')', columns, values);
    }

    private static int upsert(final RowWriter writer) throws SQLException {
        final int counted = writer.change(
                "INSERT INTO sample (id, note) VALUES (?, ?)"
                        + " ON DUPLICATE KEY UPDATE note = VALUES(note), version = version + 1",
                id(writer),
                writer.text(200));
        return Math.min(counted, 1); // the server says 2 if it updated one row
    }

    private static int update(final RowWriter writer) throws SQLException {
        final Object[] values = new Object[COLUMN_COUNT + 1];
        System.arraycopy(values(writer), 0, values, 0, COLUMN_COUNT);
        values[COLUMN_COUNT] = id(writer);
        final String assignments = COLUMNS.replace(",", " = ?,") + " = ?";
        return writer.change("UPDATE sample SET version = version + 1, " + assignments + " WHERE id = ?", values);
    }

    private static int clear(final RowWriter writer, final int rows) throws SQLException {
        final long first = id(writer);
        return writer.change(
                "UPDATE sample SET version = version + 1, note = '', raw = NULL, doc = NULL, bits = b'0'"
                        + " WHERE id BETWEEN ? AND ?",
                first,
                first + rows - 1);
    }

    private static int delete(final RowWriter writer, final int rows) throws SQLException {
        final long first = id(writer);
        return writer.change("DELETE FROM sample WHERE id BETWEEN ? AND ?", first, first + rows - 1);
    }

    private static long id(final RowWriter writer) {
        return FIRST_KEY + writer.key();
    }

    /** In the order of {@link #COLUMNS}. */
    private static Object[] values(final RowWriter writer) {
        final Object[] values = {
            writer.between(0, 255),
            writer.between(Short.MIN_VALUE, Short.MAX_VALUE),
            writer.between(0, 0xFF_FFFF),
            Long.toUnsignedString(writer.anyLong()),
            BigDecimal.valueOf(writer.anyLong(), 10),
            writer.anyLong() / 1024.0,
            time(writer, 1000, 9999, 6),
            time(writer, 1971, 2037, 3),
            time(writer, 1000, 9999, 0).substring(0, 10),
            writer.text(writer.oneIn(50) ? 5000 : 100),
            writer.bytes(writer.oneIn(50) ? 5000 : 100),
            writer.bytes(16),
            writer.oneOf("red", "green", "blue"),
            writer.oneOf("", "new", "hot", "new,old", "new,hot,old"),
            writer.between(0, 0xFFF),
            "{\"n\": " + writer.between(0, 1000) + ", \"list\": [true, null, \"" + writer.oneOf("é", "中", "x") + "\"]}"
        };
        for (int i = 0; i < values.length; i++) {
            values[i] = writer.orNull(values[i]);
        }
        return values;
    }

    /** As SQL writes it, so that no time zone has a say. */
    private static String time(final RowWriter writer, final int firstYear, final int lastYear, final int digits) {
        final String fraction = digits == 0
                ? ""
                : '.'
                        + String.format(Locale.ROOT, "%06d", writer.between(0, 999_999))
                                .substring(0, digits);
        return String.format(
                        Locale.ROOT,
                        "%04d-%02d-%02d %02d:%02d:%02d",
                        writer.between(firstYear, lastYear),
                        writer.between(1, 12),
                        writer.between(1, 28),
                        writer.between(0, 23),
                        writer.between(0, 59),
                        writer.between(0, 59))
                + fraction;
    }
}
