// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several tables of one server seen as one: what they have in common, with the rows of all of them. */
final class MergedShape {
    private MergedShape() {}

    /**
     * The columns that all have, with values that can be compared; the keys that all have, and that are keys of the table
     * that they go to: only these tell the rows of all of them apart.
     */
    static TableShape of(final List<TableShape> shards, final TableShape target) {
        final TableShape first = shards.get(0);
        final List<ColumnShape> columns = first.columns().stream()
                .flatMap(column -> common(column, shards).stream())
                .toList();
        final List<List<String>> keys = first.keys().stream()
                .filter(key -> Stream.concat(shards.stream(), Stream.of(target)).allMatch(shape -> hasKey(shape, key)))
                .toList();
        return new TableShape(
                first.id(),
                columns,
                keys,
                shards.stream().mapToLong(TableShape::aboutRows).sum());
    }

    private static Optional<ColumnShape> common(final ColumnShape column, final List<TableShape> shards) {
        final List<ColumnShape> all = shards.stream()
                .flatMap(shard -> find(shard, column.name()).stream())
                .toList();
        if (all.size() < shards.size() || all.stream().anyMatch(other -> other.family() != column.family())) {
            return Optional.empty();
        }
        // what they don't share equals nothing, so texts are converted, and not relied on for an order
        return Optional.of(new ColumnShape(
                column.name(),
                column.dataType(),
                column.columnType(),
                all.stream().allMatch(other -> other.charset().equals(column.charset())) ? column.charset() : "",
                all.stream().allMatch(other -> other.collation().equals(column.collation()))
                        ? column.collation()
                        : ""));
    }

    /** A column by its name, whose letters' case means nothing. */
    static Optional<ColumnShape> find(final TableShape shape, final String column) {
        return shape.columns().stream()
                .filter(other -> other.name().equalsIgnoreCase(column))
                .findFirst();
    }

    private static boolean hasKey(final TableShape shape, final List<String> key) {
        final Set<String> wanted = folded(key);
        return shape.keys().stream().anyMatch(other -> wanted.equals(folded(other)));
    }

    private static Set<String> folded(final List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(HashSet::new));
    }
}
