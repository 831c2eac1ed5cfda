// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a path in a JSON document.
 *
 * @param name    of a member; null if the step is to an element.
 * @param index   of an element.
 * @param fromEnd whether the last element is the one with index 0.
 */
record JsonLeg(String name, int index, boolean fromEnd) {
    private static final Pattern ELEMENT = Pattern.compile("(\\d{1,9})|last(?: ?- ?(\\d{1,9}))?");

    /**
     * Reads a path such as {@code $.a[3]."b c"[last-1]}.
     *
     * @throws IllegalArgumentException if it is broken, or may lead to more than one place.
     */
    static List<JsonLeg> path(final String path) {
        final List<JsonLeg> legs = new ArrayList<>();
        final JsonCursor cursor = new JsonCursor(path);
        cursor.require('$');
        while (!cursor.isAtEnd()) {
            if (cursor.skip('[')) {
                legs.add(element(cursor.index(), path));
                cursor.require(']');
            } else {
                cursor.require('.');
                legs.add(new JsonLeg(cursor.name(), 0, false));
            }
        }
        return legs;
    }

    private static JsonLeg element(final String index, final String path) {
        final Matcher matcher = ELEMENT.matcher(index);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a path in a JSON document has steps that are not known: " + path);
        }
        if (matcher.group(1) != null) {
            return new JsonLeg(null, Integer.parseInt(matcher.group(1)), false);
        }
        return new JsonLeg(null, matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)), true);
    }

    /** Where it leads in an array of so many elements; may be outside. */
    int in(final int size) {
        return fromEnd ? size - 1 - index : index;
    }
}
