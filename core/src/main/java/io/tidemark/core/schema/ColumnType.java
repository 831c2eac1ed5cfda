// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import java.util.List;
import java.util.Locale;

/**
 * The text of {@code columns.column_type} in its parts: {@code decimal(10,2) unsigned}.
 *
 * @param name       the type's name in small letters.
 * @param arguments  what stands in the brackets; empty if there are none.
 * @param attributes what stands behind them, in small letters, without comments (a server hides in comments what others
 *                   would not understand, such as that it compresses the column).
 */
record ColumnType(String name, String arguments, List<String> attributes) {
    static ColumnType parse(final String text) {
        int end = 0;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        final String name = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (end == text.length() || text.charAt(end) != '(') {
            return new ColumnType(name, "", words(text.substring(end)));
        }
        final int close = closing(text, end);
        return new ColumnType(name, text.substring(end + 1, close), words(text.substring(close + 1)));
    }

    private static int closing(final String text, final int open) {
        int at = open + 1;
        while (at >= 0 && at < text.length() && text.charAt(at) != ')') {
            at = text.charAt(at) == '\'' ? SqlText.literalEnd(text, at, new StringBuilder()) : at + 1;
        }
        if (at < 0 || at == text.length()) {
            throw new IllegalArgumentException("the column type has no closing bracket: " + text);
        }
        return at;
    }

    private static List<String> words(final String text) {
        final int comment = text.indexOf("/*");
        final String attributes = comment < 0 ? text : text.substring(0, comment);
        return attributes.isBlank()
                ? List.of()
                : List.of(attributes.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
    }

    boolean isZerofill() {
        return attributes.contains("zerofill");
    }

    boolean isUnsigned() {
        return isZerofill() || attributes.contains("unsigned");
    }

    /** @return the first number in brackets, or another if there is none. */
    int firstOr(final int otherwise) {
        return arguments.isEmpty() ? otherwise : number(0);
    }

    /** @return the second number in brackets, or another if there is none. */
    int secondOr(final int otherwise) {
        return arguments.indexOf(',') < 0 ? otherwise : number(1);
    }

    private int number(final int index) {
        final String argument = arguments.split(",", -1)[index].strip();
        try {
            return Integer.parseInt(argument);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("the column type " + name + " has '" + argument + "' for a number", e);
        }
    }

    List<String> elements() {
        return SqlText.unquoteList(arguments)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the column type " + name + " has no list of quoted values: " + arguments));
    }
}
