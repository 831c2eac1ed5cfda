// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what an operator probably meant. */
final class NearestName {
    private NearestName() {}

    /**
     * The known name that is fewest edits away from the given one; absent if none is near enough to be a slip. Letter
     * case and the choice between {@code -} and {@code _} cost nothing.
     */
    static Optional<String> of(final String given, final Collection<String> known) {
        String nearest = null;
        int fewest = Math.max(2, given.length() / 3) + 1;
        for (final String name : known) {
            final int edits = edits(normal(given), normal(name));
            // a name replaced as a whole is no slip
            if (edits < fewest && edits < name.length()) {
                fewest = edits;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static String normal(final String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Levenshtein's distance, one row of the matrix at a time. */
    private static int edits(final String from, final String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            final int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                final int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
