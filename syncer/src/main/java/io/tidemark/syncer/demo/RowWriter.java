// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.SplittableRandom;

/** What the changes of a table need: statements on one connection, and values drawn by one seed. One thread. */
final class RowWriter {
    private static final int DUPLICATE_KEY = 1062;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéñçøåЖщλ中文字😀🚀 '\"\\%_,;";
    private static final int[] LETTER_POINTS = LETTERS.codePoints().toArray();

    private final Connection connection;
    private final SplittableRandom random;
    private final int keys;

    /**
     * @param keys how many different keys a table uses, so that rows and connections meet.
     */
    RowWriter(final Connection connection, final SplittableRandom random, final int keys) {
        this.connection = connection;
        this.random = random;
        this.keys = keys;
    }

    /** Executes a change; returns how many rows it changed, 0 if it was refused because of a duplicate key. */
    int change(final String sql, final Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE_KEY) {
                return 0;
            }
            throw e;
        }
    }

    /** Inserts rows with one statement, leaving out those whose key exists; returns how many were inserted. */
    int insert(final String tableAndColumns, final int columns, final Object... values) throws SQLException {
        final String row = '(' + String.join(",", Collections.nCopies(columns, "?")) + ')';
        final String rows = String.join(",", Collections.nCopies(values.length / columns, row));
        return change("INSERT IGNORE INTO " + tableAndColumns + " VALUES " + rows, values);
    }

    /** The value of the first row's only column, locked for the transaction; null if there is none. */
    String locked(final String sql, final Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql + " FOR UPDATE", values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private PreparedStatement prepare(final String sql, final Object... values) throws SQLException {
        final PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** One of the keys 1 to {@code keys}. */
    int key() {
        return between(1, keys);
    }

    /** From least to most, both included. */
    int between(final int least, final int most) {
        return random.nextInt(least, most + 1);
    }

    /** How many rows a statement of several takes: mostly few, never more than {@code atMost}. */
    int some(final int atMost) {
        return between(1, Math.min(atMost, oneIn(8) ? 50 : 4));
    }

    long anyLong() {
        return random.nextLong();
    }

    boolean oneIn(final int chances) {
        return random.nextInt(chances) == 0;
    }

    /** The value, or NULL once in four times. */
    Object orNull(final Object value) {
        return oneIn(4) ? null : value;
    }

    String text(final int longest) {
        final int length = between(0, longest);
        final StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(LETTER_POINTS[random.nextInt(LETTER_POINTS.length)]);
        }
        return text.toString();
    }

    byte[] bytes(final int longest) {
        final byte[] bytes = new byte[between(0, longest)];
        random.nextBytes(bytes);
        return bytes;
    }

    @SafeVarargs
    final <T> T oneOf(final T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
