// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * The first words of a statement, which tell its kind without the cost, and the gaps, of a whole grammar. Comments are
 * passed over; what a version comment holds counts as text.
 */
public final class LeadingWords {
    private static final int MOST = 16;
    private static final Set<String> CHANGING_ROWS = Set.of(
            "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "CALL", "DO", "SELECT", "WITH", "VALUES", "HANDLER",
            "EXECUTE", "(");

    private LeadingWords() {}

    /**
     * Reads the first words.
     *
     * @param sql a statement.
     * @return up to 16 words or signs in capitals, none if there is no statement.
     */
    public static List<String> of(final String sql) {
        final Lexer lexer = Grammar.quietLexer(VersionComments.opened(sql, Dialect.MARIADB));
        final List<String> words = new ArrayList<>(MOST);
        for (Token token = lexer.nextToken();
                token.getType() != Token.EOF && words.size() < MOST;
                token = lexer.nextToken()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                words.add(token.getText().toUpperCase(Locale.ROOT));
            }
        }
        return words;
    }

    /**
     * Tells statements that change rows, by themselves or by a routine that they call, from all others.
     *
     * @param words a statement's first words.
     * @return whether rows may change.
     */
    public static boolean changesRows(final List<String> words) {
        return !words.isEmpty() && CHANGING_ROWS.contains(words.get(0));
    }
}
