// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

/**
 * Rewrites a statement that was written under ANSI_QUOTES or NO_BACKSLASH_ESCAPES as one that means the same without these
 * modes, since the grammars know no modes: names into back-quotes, back-slashes in strings twice. Comments stay as they are.
 */
final class PlainQuotes {
    private final String sql;
    private final boolean ansiQuotes;
    private final boolean escapes;
    private final StringBuilder plain;
    private int at;

    private PlainQuotes(final String sql, final LoggedSession session) {
        this.sql = sql;
        this.ansiQuotes = session.hasMode("ANSI_QUOTES");
        this.escapes = !session.hasMode(LoggedSession.NO_BACKSLASH_ESCAPES);
        this.plain = new StringBuilder(sql.length());
    }

    static String of(final String sql, final LoggedSession session) {
        final PlainQuotes quotes = new PlainQuotes(sql, session);
        return quotes.ansiQuotes || !quotes.escapes ? quotes.rewritten() : sql;
    }

    private String rewritten() {
        while (at < sql.length()) {
            final char c = sql.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                quoted(c);
            } else if (c == '#' || isDashComment()) {
                copyThrough("\n");
            } else if (sql.startsWith("/*", at) && !sql.startsWith("/*!", at) && !sql.startsWith("/*M!", at)) {
                copyThrough("*/");
            } else {
                plain.append(c);
                at++;
            }
        }
        return plain.toString();
    }

    private boolean isDashComment() {
        return sql.startsWith("--", at) && (at + 2 == sql.length() || Character.isWhitespace(sql.charAt(at + 2)));
    }

    private void copyThrough(final String end) {
        final int found = sql.indexOf(end, at);
        final int next = found < 0 ? sql.length() : found + end.length();
        plain.append(sql, at, next);
        at = next;
    }

    /** A string, or a name: what a quote inside it looks like follows from which it is. */
    private void quoted(final char quote) {
        final boolean name = quote == '`' || (quote == '"' && ansiQuotes);
        final char outside = name ? '`' : quote;
        plain.append(outside);
        for (at++; at < sql.length(); at++) {
            final char c = sql.charAt(at);
            if (c == quote) {
                if (at + 1 == sql.length() || sql.charAt(at + 1) != quote) {
                    at++;
                    plain.append(outside);
                    return;
                }
                at++; // twice: one inside
                append(quote, outside);
            } else if (c == '\\' && !name) {
                plain.append("\\");
                if (!escapes) {
                    plain.append('\\');
                } else if (at + 1 < sql.length()) {
                    at++;
                    plain.append(sql.charAt(at));
                }
            } else {
                append(c, outside);
            }
        }
    }

    private void append(final char c, final char outside) {
        plain.append(c);
        if (c == outside) {
            plain.append(c);
        }
    }
}
