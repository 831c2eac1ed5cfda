// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

/**
 * The text of a TableInfo with marks where the table's own name stands, so that tables which differ in nothing else have
 * equal ones. With the name it gives the text back, byte for byte. Immutable.
 *
 * <p>Only what stands as {@code "O"} or {@code "L"} of a name is marked, as it is spelled or in small letters: any string
 * may stand there, so if one text of a shape is a TableInfo, all are. A text with escapes is left alone, since a name could
 * be spelled in several ways in it.
 *
 * @param text    with marks, or as it was.
 * @param ownName what the marks stand for; empty if there are none.
 */
record TableInfoShape(String text, String ownName) {
    /** No character of JSON. */
    private static final char NAME = '\u0000';

    /** No character of JSON either. */
    private static final char LOWER = '\u0001';

    /** Marks the name of a table in a text that need not be JSON. */
    static TableInfoShape of(final String json, final String name) {
        final TableInfoShape unmarked = new TableInfoShape(json, "");
        if (name.isEmpty() || name.indexOf('"') >= 0) {
            return unmarked;
        }
        if (json.indexOf('\\') >= 0 || json.indexOf(NAME) >= 0 || json.indexOf(LOWER) >= 0) {
            return unmarked;
        }
        final String lower = Names.lower(name);
        if (!standsOnlyAsName(json, quoted(name)) || !standsOnlyAsName(json, quoted(lower))) {
            return unmarked;
        }
        final String marked = json.replace(quoted(name), String.valueOf(NAME));
        final String shape = lower.equals(name) ? marked : marked.replace(quoted(lower), String.valueOf(LOWER));
        return shape.length() == json.length() ? unmarked : new TableInfoShape(shape, name);
    }

    boolean hasOwnName() {
        return !ownName.isEmpty();
    }

    /** The text as it was, or as it is for another table. */
    String json() {
        return hasOwnName()
                ? text.replace(String.valueOf(NAME), quoted(ownName))
                        .replace(String.valueOf(LOWER), quoted(Names.lower(ownName)))
                : text;
    }

    /** The same text with another name. */
    TableInfoShape withOwnName(final String name) {
        return new TableInfoShape(text, name);
    }

    private static String quoted(final String name) {
        return '"' + name + '"';
    }

    private static boolean standsOnlyAsName(final String json, final String quoted) {
        for (int at = json.indexOf(quoted); at >= 0; at = json.indexOf(quoted, at + quoted.length())) {
            final int colon = lastBefore(json, at);
            final int key = colon < 0 || json.charAt(colon) != ':' ? -1 : lastBefore(json, colon) - 2;
            if (key < 0 || (!json.startsWith("\"O\"", key) && !json.startsWith("\"L\"", key))) {
                return false;
            }
        }
        return true;
    }

    /** Where the last character before a place stands that is no white space; -1 if there is none. */
    private static int lastBefore(final String json, final int place) {
        int at = place - 1;
        while (at >= 0 && Character.isWhitespace(json.charAt(at))) {
            at--;
        }
        return at;
    }
}
