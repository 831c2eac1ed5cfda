// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.core.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A table on both sides: the columns that both have, what tells its rows apart, and where its structures differ. Its left
 * side may be several tables, whose rows together are compared with those of the one they are merged into. Immutable.
 */
final class TablePair {
    /** Most tables that a note names. */
    private static final int NAMED = 100;

    private final List<TableShape> sources;
    private final TableShape left;
    private final TableShape right;
    private final List<ColumnPair> columns;
    private final Optional<RowKey> key;
    private final List<String> remarks;

    TablePair(final TableShape left, final TableShape right) {
        this(List.of(left), right, List.of());
    }

    /** Of all tables that go to one; remarks are notes that are none of structures. */
    TablePair(final List<TableShape> sources, final TableShape right, final List<String> remarks) {
        this.sources = List.copyOf(sources);
        this.remarks = List.copyOf(remarks);
        this.left = sources.size() == 1 ? sources.get(0) : MergedShape.of(sources, right);
        this.right = right;
        final Map<String, ColumnShape> there = byName(right);
        this.columns = left.columns().stream()
                .filter(column -> there.containsKey(fold(column.name())))
                .map(column -> new ColumnPair(column, there.get(fold(column.name()))))
                .toList();
        this.key = RowKey.choose(left, columns);
    }

    private static Map<String, ColumnShape> byName(final TableShape shape) {
        final Map<String, ColumnShape> columns = new TreeMap<>();
        shape.columns().forEach(column -> columns.put(fold(column.name()), column));
        return columns;
    }

    private static String fold(final String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The tables of a side: one, but for the first side of a merged one. */
    List<TableId> ids(final Side side) {
        return side == Side.LEFT ? sources.stream().map(TableShape::id).toList() : List.of(right.id());
    }

    /** As people call it. */
    String name(final Side side) {
        return name(ids(side));
    }

    /** As people call tables that are compared as one. */
    static String name(final List<TableId> tables) {
        return name(tables.get(0)) + (tables.size() == 1 ? "" : " and " + (tables.size() - 1) + " more");
    }

    private static String name(final TableId table) {
        return table.schema() + '.' + table.table();
    }

    /** The columns that both have, in the first server's order. */
    List<ColumnPair> columns() {
        return columns;
    }

    /** What tells rows apart, if anything does. */
    Optional<RowKey> key() {
        return key;
    }

    long aboutRows() {
        return left.aboutRows();
    }

    /** Columns that one side lacks: what they hold can't be compared. */
    List<String> missingColumns() {
        final List<String> missing = new ArrayList<>();
        final Map<String, ColumnShape> there = byName(right);
        for (final TableShape source : sources) {
            final Map<String, ColumnShape> here = byName(source);
            final String of = isMerged() ? " of " + name(source.id()) : "";
            source.columns().stream()
                    .filter(column -> !there.containsKey(fold(column.name())))
                    .forEach(column -> missing.add(
                            "column " + column.quoted() + " " + column.columnType() + of + " is missing downstream"));
            right.columns().stream()
                    .filter(column -> !here.containsKey(fold(column.name())))
                    .forEach(column -> missing.add("column " + column.quoted() + " " + column.columnType()
                            + (isMerged() ? " is missing in " + name(source.id()) : " is downstream only")));
            source.columns().stream()
                    .filter(column -> isMerged() && hasOtherValues(column))
                    .forEach(column -> missing.add("column " + column.quoted() + " " + column.columnType() + " of "
                            + name(source.id()) + " has other values than in "
                            + name(sources.get(0).id()) + ", and is not compared"));
        }
        return missing;
    }

    private boolean hasOtherValues(final ColumnShape column) {
        return MergedShape.find(sources.get(0), column.name())
                .filter(first -> first.family() != column.family())
                .isPresent();
    }

    private boolean isMerged() {
        return sources.size() > 1;
    }

    /** Differences of the structures that need not be differences of values. */
    List<String> notes() {
        final List<String> notes = new ArrayList<>();
        if (isMerged()) {
            notes.add("merged table: the rows of " + sources.size()
                    + " tables upstream are compared with it together: "
                    + sources.stream()
                            .limit(NAMED)
                            .map(source -> name(source.id()))
                            .collect(Collectors.joining(", "))
                    + (sources.size() > NAMED ? ", ..." : ""));
        }
        notes.addAll(remarks);
        for (final TableShape source : sources) {
            final Map<String, ColumnShape> here = byName(source);
            final String where = isMerged() ? "in " + name(source.id()) : "upstream";
            for (final ColumnPair pair : columns) {
                final ColumnPair column = new ColumnPair(here.get(fold(pair.name())), pair.right());
                differ(
                        notes,
                        column,
                        "type",
                        column.left().comparableType(),
                        column.right().comparableType(),
                        where);
                if (column.family() == ValueFamily.TEXT) {
                    differ(
                            notes,
                            column,
                            "collation",
                            column.left().collation(),
                            column.right().collation(),
                            where);
                }
            }
        }
        if (key.isEmpty()) {
            notes.add("no key tells its rows apart: it is compared as a whole, at one go");
        } else if (!key.get().isRanged()) {
            notes.add("its key can't be cut into ranges that are the same on both sides: it is compared at one go");
        }
        return notes;
    }

    private static void differ(
            final List<String> notes,
            final ColumnPair column,
            final String what,
            final String here,
            final String there,
            final String where) {
        if (!here.equals(there)) {
            notes.add("column " + column.left().quoted() + ": " + what + " " + here + " " + where + ", " + there
                    + " downstream");
        }
    }
}
