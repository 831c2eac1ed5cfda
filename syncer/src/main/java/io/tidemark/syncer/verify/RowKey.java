// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns that tell a table's rows apart, with their values as texts.
 *
 * @param columns  of a unique index of the first server; no value is NULL.
 * @param isRanged whether both servers order the values alike, so that a range holds the same rows on both.
 */
record RowKey(List<ColumnPair> columns, boolean isRanged) {
    private static final Set<ValueFamily> FIT = Set.of(
            ValueFamily.INTEGER,
            ValueFamily.DECIMAL,
            ValueFamily.TEMPORAL,
            ValueFamily.BYTES,
            ValueFamily.TEXT,
            ValueFamily.LISTED,
            ValueFamily.OTHER);
    /** ENUM and SET are ordered by number, but compared with a text by text. */
    private static final Set<ValueFamily> ORDERED =
            Set.of(ValueFamily.INTEGER, ValueFamily.DECIMAL, ValueFamily.TEMPORAL, ValueFamily.BYTES, ValueFamily.TEXT);

    RowKey {
        columns = List.copyOf(columns);
    }

    /** The best that the table has: one with ranges if there is any, the primary key before others. */
    static Optional<RowKey> choose(final TableShape left, final List<ColumnPair> columns) {
        final Map<String, ColumnPair> byName = columns.stream()
                .collect(Collectors.toMap(column -> column.name().toLowerCase(Locale.ROOT), column -> column));
        return left.keys().stream()
                .filter(names -> names.stream()
                        .allMatch(name -> byName.containsKey(name.toLowerCase(Locale.ROOT))
                                && FIT.contains(byName.get(name.toLowerCase(Locale.ROOT))
                                        .family())))
                .map(names -> names.stream()
                        .map(name -> byName.get(name.toLowerCase(Locale.ROOT)))
                        .toList())
                .map(key -> new RowKey(key, key.stream().allMatch(RowKey::isOrderedAlike)))
                .min(Comparator.comparing(key -> !key.isRanged()));
    }

    private static boolean isOrderedAlike(final ColumnPair column) {
        return ORDERED.contains(column.family())
                && column.left().family() == column.right().family()
                && (column.family() != ValueFamily.TEXT || column.hasSameCollation());
    }

    List<String> names() {
        return columns.stream().map(ColumnPair::name).toList();
    }

    /** The SQL of a column's value as the text that a {@link Condition} takes back. */
    static String text(final ColumnPair column, final Side side) {
        final String name = column.on(side).quoted();
        return switch (column.family()) {
            case INTEGER -> "CAST(" + name + " + 0 AS CHAR)";
            case BYTES -> "HEX(" + name + ')';
            case TEXT -> "CONVERT(" + name + " USING utf8mb4)";
            default -> "CAST(" + name + " AS CHAR)";
        };
    }
}
