// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Literals and expressions as information_schema writes them. */
final class SqlText {
    private SqlText() {}

    /** @return the value, if the whole text is one literal in quotes. */
    static Optional<String> unquote(final String text) {
        if (text.length() < 2 || text.charAt(0) != '\'') {
            return Optional.empty();
        }
        final StringBuilder value = new StringBuilder();
        return literalEnd(text, 0, value) == text.length() ? Optional.of(value.toString()) : Optional.empty();
    }

    /**
     * Reads {@code 'a','it''s'}.
     *
     * @return the values; absent if the text is no such list.
     */
    static Optional<List<String>> unquoteList(final String text) {
        final List<String> values = new ArrayList<>();
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') {
            final StringBuilder value = new StringBuilder();
            at = literalEnd(text, at, value);
            values.add(value.toString());
            if (at == text.length()) {
                return Optional.of(values);
            }
            if (at < 0 || text.charAt(at) != ',') {
                return Optional.empty();
            }
            at++;
        }
        return Optional.empty();
    }

    /**
     * An expression of a MySQL server. MySQL 8 writes a backslash before each quote and backslash in it, as if it stood in
     * quotes itself; MySQL 5.7 does not. What gives it away is the first quote: no expression has a backslash before it.
     */
    static String expression(final String text) {
        final int quote = text.indexOf('\'');
        if (quote < 1 || text.charAt(quote - 1) != '\\') {
            return text;
        }
        final StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    /** @return the names in back-quotes that stand outside of literals. */
    static List<String> quotedNames(final String expression) {
        final List<String> names = new ArrayList<>();
        int at = 0;
        while (at >= 0 && at < expression.length()) {
            final char c = expression.charAt(at);
            if (c == '\'') {
                at = literalEnd(expression, at, new StringBuilder());
            } else if (c == '`') {
                final StringBuilder name = new StringBuilder();
                at = nameEnd(expression, at, name);
                names.add(name.toString());
            } else {
                at++;
            }
        }
        return names;
    }

    private static int nameEnd(final String text, final int begin, final StringBuilder name) {
        int at = begin + 1;
        while (at < text.length()) {
            final char c = text.charAt(at++);
            if (c == '`') {
                if (at == text.length() || text.charAt(at) != '`') {
                    return at;
                }
                at++;
            }
            name.append(c);
        }
        return -1;
    }

    /** @return the index behind the literal's closing quote; -1 if there is none. */
    static int literalEnd(final String text, final int begin, final StringBuilder value) {
        int at = begin + 1;
        while (at < text.length()) {
            final char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                value.append(unescape(text.charAt(at++)));
            } else if (c != '\'') {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                value.append(c);
                at++;
            } else {
                return at;
            }
        }
        return -1;
    }

    private static char unescape(final char escaped) {
        return switch (escaped) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'Z' -> '\u001A';
            default -> escaped;
        };
    }
}
