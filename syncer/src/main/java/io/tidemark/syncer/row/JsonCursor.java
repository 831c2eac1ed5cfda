// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

/**
 * Goes through JSON text, or through a path in it, from token to token. White space between tokens is passed over. One
 * thread.
 *
 * <p>All methods that need something which is not there throw {@link IllegalArgumentException}.
 */
final class JsonCursor {
    private static final String ENDS_OF_SCALARS = ",]} ";
    private static final String ENDS_OF_NAMES = ".[ ";
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private final String text;
    private int at;

    JsonCursor(final String text) {
        this.text = text;
    }

    /** Goes behind a character if it comes next. */
    boolean skip(final char wanted) {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    void require(final char wanted) {
        if (!skip(wanted)) {
            throw broken();
        }
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    void requireEnd() {
        if (!isAtEnd()) {
            throw broken();
        }
    }

    /** A scalar as it is written. */
    String scalar() {
        if (skip('"')) {
            final int from = at - 1;
            behindString();
            return text.substring(from, at);
        }
        return until(ENDS_OF_SCALARS);
    }

    /** What a string in quotes says. */
    String string() {
        require('"');
        final int from = at;
        behindString();
        final String raw = text.substring(from, at - 1);
        return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
    }

    /** The name of a member in a path, which is in quotes unless it is an identifier. */
    String name() {
        return at < text.length() && text.charAt(at) == '"' ? string() : until(ENDS_OF_NAMES);
    }

    /** What stands between brackets in a path. */
    String index() {
        return until("]");
    }

    private void behindString() {
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw broken();
        }
        at++;
    }

    private String until(final String ends) {
        final int from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw broken();
        }
        return text.substring(from, at);
    }

    private static String unescaped(final String raw) {
        final StringBuilder plain = new StringBuilder(raw.length());
        int next = 0;
        for (int escape = raw.indexOf('\\'); escape >= 0; escape = raw.indexOf('\\', next)) {
            plain.append(raw, next, escape);
            final char escaped = raw.charAt(escape + 1);
            next = escape + 2;
            switch (escaped) {
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(raw, next, next + HEX_DIGITS, HEX));
                    next += HEX_DIGITS;
                }
                default -> plain.append(escaped);
            }
        }
        return plain.append(raw, next, raw.length()).toString();
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException(
                "JSON is broken at character " + at + " of " + text.substring(0, Math.min(text.length(), 100)));
    }
}
