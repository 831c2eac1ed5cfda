// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.sql.SQLException;

/**
 * A text as primary key, in a collation for which letter case, accents and trailing spaces make no difference: rows are
 * deleted under one spelling and inserted under another, and change their spelling but not their key.
 */
final class WordChanges implements TableChanges {
    @Override
    public String definition() {
        return "CREATE TABLE word ("
                + "term VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,"
                + " hits INT UNSIGNED NOT NULL, PRIMARY KEY (term))";
    }

    @Override
    public int change(final RowWriter writer, final int atMost) throws SQLException {
        final int word = writer.key();
        return switch (writer.between(0, 9)) {
            case 0, 1, 2, 3 -> insert(writer, word, writer.some(atMost));
            case 4, 5 -> writer.change("UPDATE word SET hits = hits + 1 WHERE term = ?", spelt(writer, word));
            case 6, 7 ->
                writer.change(
                        "UPDATE word SET term = ?, hits = hits + 1 WHERE term = ?",
                        spelt(writer, writer.oneIn(2) ? word : writer.key()),
                        spelt(writer, word));
            case 8 -> atMost < 2 ? 0 : delete(writer, word) + insert(writer, word, 1);
            default -> delete(writer, word);
        };
    }

    private static int insert(final RowWriter writer, final int first, final int rows) throws SQLException {
        final Object[] values = new Object[rows * 2];
        for (int i = 0; i < rows; i++) {
            values[i * 2] = spelt(writer, first + i);
            values[i * 2 + 1] = writer.between(0, 100);
        }
        return writer.insert("word (term, hits)", 2, values);
    }

    private static int delete(final RowWriter writer, final int word) throws SQLException {
        return writer.change("DELETE FROM word WHERE term = ?", spelt(writer, word));
    }

    private static String spelt(final RowWriter writer, final int word) {
        return writer.oneOf("resume", "Resume", "RESUME", "résumé", "RÉSUMÉ") + word + writer.oneOf("", "", " ", "  ");
    }
}
