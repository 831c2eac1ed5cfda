// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines in aligned columns, under titles. */
final class TextTable {
    private final List<List<String>> lines = new ArrayList<>();
    private final BitSet numbers;

    /**
     * A table of titles only.
     *
     * @param titles  one a column.
     * @param numbers the columns that are aligned to the right.
     */
    TextTable(final List<String> titles, final BitSet numbers) {
        this.numbers = numbers;
        lines.add(titles);
    }

    void add(final List<String> line) {
        lines.add(line);
    }

    /** The lines, each with a line break at its end. */
    @Override
    public String toString() {
        final int[] widths = IntStream.range(0, lines.get(0).size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, widths.length)
                        .mapToObj(column -> aligned(line.get(column), widths[column], numbers.get(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String aligned(final String text, final int width, final boolean toTheRight) {
        final String space = " ".repeat(width - text.length());
        return toTheRight ? space + text : text + space;
    }
}
