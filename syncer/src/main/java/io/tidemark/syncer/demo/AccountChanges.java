// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.math.BigDecimal;
import java.sql.SQLException;

/** A primary key of one column and a unique secondary key; values of both move between rows. */
final class AccountChanges implements TableChanges {
    /** What the DDL half-way does to this table; {@link #evolved()} are its changes from then on. */
    static final String EVOLUTION = "ALTER TABLE account ADD COLUMN referrer VARCHAR(40) NULL DEFAULT 'nobody'";

    private final boolean hasReferrer;

    private AccountChanges(final boolean hasReferrer) {
        this.hasReferrer = hasReferrer;
    }

    static AccountChanges original() {
        return new AccountChanges(false);
    }

    static AccountChanges evolved() {
        return new AccountChanges(true);
    }

    @Override
    public String definition() {
        return "CREATE TABLE account ("
                + "id BIGINT UNSIGNED NOT NULL, email VARCHAR(80) NOT NULL, owner VARCHAR(40) NULL,"
                + " balance DECIMAL(20,4) NOT NULL, version INT UNSIGNED NOT NULL DEFAULT 0,"
                + " PRIMARY KEY (id), UNIQUE KEY uk_email (email)) DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public int change(final RowWriter writer, final int atMost) throws SQLException {
        return switch (writer.between(0, 9)) {
            case 0, 1, 2, 3 -> insert(writer, writer.some(atMost));
            case 4, 5 -> credit(writer, writer.some(atMost));
            case 6 ->
                writer.change(
                        "UPDATE account SET id = ?, version = version + 1 WHERE id = ?", writer.key(), writer.key());
            case 7 -> atMost < 3 ? 0 : swapEmails(writer);
            case 8 ->
                writer.change(
                        "UPDATE account SET email = ?, version = version + 1 WHERE id = ?",
                        email(writer),
                        writer.key());
            default -> delete(writer, writer.some(atMost));
        };
    }

    private int insert(final RowWriter writer, final int rows) throws SQLException {
        final int columns = hasReferrer ? 5 : 4;
        final Object[] values = new Object[rows * columns];
        final int first = writer.key();
        for (int i = 0; i < rows; i++) {
            values[i * columns] = first + i;
            values[i * columns + 1] = email(writer);
            values[i * columns + 2] = writer.orNull(writer.text(40));
            values[i * columns + 3] = BigDecimal.valueOf(writer.anyLong(), 4);
            if (hasReferrer) {
                values[i * columns + 4] = writer.orNull(writer.text(40));
            }
        }
        final String referrer = hasReferrer ? ", referrer" : "";
        return writer.insert("account (id, email, owner, balance" + referrer + ')', columns, values);
    }

    private int credit(final RowWriter writer, final int rows) throws SQLException {
        final int first = writer.key();
        final String also = hasReferrer ? ", referrer = UPPER(referrer)" : "";
        return writer.change(
                "UPDATE account SET balance = balance / 2 + 0.0001, version = version + 1" + also
                        + " WHERE id BETWEEN ? AND ?",
                first,
                first + rows - 1);
    }

    /** Two rows exchange what is unique, by way of a third value. */
    private static int swapEmails(final RowWriter writer) throws SQLException {
        final int one = writer.key();
        final int other = writer.key();
        final String ofOne = writer.locked("SELECT email FROM account WHERE id = ?", one);
        final String ofOther = writer.locked("SELECT email FROM account WHERE id = ?", other);
        if (one == other || ofOne == null || ofOther == null) {
            return 0;
        }
        final String sql = "UPDATE account SET email = ?, version = version + 1 WHERE id = ?";
        // the address on its way names its row, so that it is nobody else's
        return writer.change(sql, "moving-" + one, one)
                + writer.change(sql, ofOne, other)
                + writer.change(sql, ofOther, one);
    }

    private static int delete(final RowWriter writer, final int rows) throws SQLException {
        final int first = writer.key();
        return writer.change("DELETE FROM account WHERE id BETWEEN ? AND ?", first, first + rows - 1);
    }

    private static String email(final RowWriter writer) {
        return "user" + writer.key() + "@example.org";
    }
}
