package io.tidemark.syncer.verify;

import io.tidemark.core.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A table on both sides: the columns that both have, what tells its rows apart, and where its structures differ. Immutable. */
final class TablePair {
    private final TableShape left;
    private final TableShape right;
    private final List<ColumnPair> columns;
    private final Optional<RowKey> key;

    TablePair(final TableShape left, final TableShape right) {
        this.left = left;
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

    TableId id(final Side side) {
        return side == Side.LEFT ? left.id() : right.id();
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
        final Map<String, ColumnShape> here = byName(left);
        final Map<String, ColumnShape> there = byName(right);
        left.columns().stream()
                .filter(column -> !there.containsKey(fold(column.name())))
                .forEach(column -> missing.add(
                        "column " + column.quoted() + " " + column.columnType() + " is missing downstream"));
        right.columns().stream()
                .filter(column -> !here.containsKey(fold(column.name())))
                .forEach(column ->
                        missing.add("column " + column.quoted() + " " + column.columnType() + " is downstream only"));
        return missing;
    }

    /** Differences of the structures that need not be differences of values. */
    List<String> notes() {
        final List<String> notes = new ArrayList<>();
        for (final ColumnPair column : columns) {
            differ(
                    notes,
                    column,
                    "type",
                    column.left().comparableType(),
                    column.right().comparableType());
            if (column.family() == ValueFamily.TEXT) {
                differ(
                        notes,
                        column,
                        "collation",
                        column.left().collation(),
                        column.right().collation());
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
            final String there) {
        if (!here.equals(there)) {
            notes.add("column " + column.left().quoted() + ": " + what + " " + here + " upstream, " + there
                    + " downstream");
        }
    }
}
