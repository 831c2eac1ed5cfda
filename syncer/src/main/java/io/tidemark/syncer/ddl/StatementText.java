// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/** Statements of others in messages. */
public final class StatementText {
    private static final int MAX_LENGTH = 300;
    private static final Set<String> BEFORE_SECRETS =
            Set.of("PASSWORD", "IDENTIFIED", "CONNECTION", "ENCRYPTION_KEY", "AUTH_STRING", "SECRET");
    /** From such a word to what it introduces: IDENTIFIED VIA plugin USING '...'. */
    private static final int TOKENS_TO_SECRET = 4;

    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^:/@\\s'\"]*):[^@\\s'\"]*@");

    private StatementText() {}

    /**
     * Makes a statement fit for a message or a log.
     *
     * @param sql the statement.
     * @return at most 300 characters of it, on one line; what may be a password is replaced by stars.
     */
    public static String excerpt(final String sql) {
        final String line = URL_PASSWORD
                .matcher(withoutSecrets(sql).strip().replaceAll("\\s+", " "))
                .replaceAll("$1:***@");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }

    private static String withoutSecrets(final String sql) {
        final StringBuilder shown = new StringBuilder(sql.length());
        final Lexer lexer = Grammar.quietLexer(sql);
        int end = 0; // in code points, as the lexer counts
        int secretWithin = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            final String text = token.getText();
            shown.append(between(sql, end, token.getStartIndex()));
            end = token.getStopIndex() + 1;
            final boolean literal = text.startsWith("'") || text.startsWith("\"");
            shown.append(secretWithin > 0 && literal ? "'***'" : text);
            if (BEFORE_SECRETS.contains(text.toUpperCase(Locale.ROOT))) {
                secretWithin = TOKENS_TO_SECRET;
            } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                secretWithin--;
            }
        }
        return shown.append(between(sql, end, sql.codePointCount(0, sql.length())))
                .toString();
    }

    private static String between(final String sql, final int from, final int to) {
        return from >= to ? "" : sql.substring(sql.offsetByCodePoints(0, from), sql.offsetByCodePoints(0, to));
    }
}
