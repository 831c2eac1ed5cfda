// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.TablePoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The points of all tables, and which of them have moved since the last snapshot. Written by the checkpoint's writer,
 * read by any thread.
 *
 * <p>The moved ones are listed as they move, so that a snapshot costs what they are, not what is known.
 */
final class TablePoints {
    private final Map<TableId, TableEntry> entries = new ConcurrentHashMap<>();

    /** The writer's; a new list a snapshot, so that a large one is not dragged along. */
    private List<TableEntry> moved = new ArrayList<>();

    /** Tables whose points the store may still hold although they are gone; the writer's. */
    private Set<TableId> gone = new LinkedHashSet<>();

    void load(final TablePoint point) {
        entries.put(
                point.table(),
                new TableEntry(
                        point.table(), point.location(), point.structure().orElse(TableInfo.NONE)));
    }

    void clear() {
        entries.clear();
        moved = new ArrayList<>();
        gone = new LinkedHashSet<>();
    }

    /** Drops a table's point, here at once and in the store at the next flush. */
    void drop(final TableId table) {
        final TableEntry entry = entries.remove(table);
        if (entry != null) {
            entry.drop();
            gone.add(table);
        }
    }

    /** Forgets a table's point that the store has deleted already. */
    void forget(final TableId table) {
        final TableEntry entry = entries.remove(table);
        if (entry != null) {
            entry.drop();
        }
        gone.remove(table);
    }

    List<TableId> ofSchema(final String schema) {
        return entries.keySet().stream()
                .filter(table -> table.schema().equals(schema))
                .toList();
    }

    Set<TableId> names() {
        return Set.copyOf(entries.keySet());
    }

    Optional<Location> saved(final TableId table) {
        return Optional.ofNullable(entries.get(table)).map(Point::saved).filter(at -> !at.equals(Location.ZERO));
    }

    Optional<Location> flushed(final TableId table) {
        return Optional.ofNullable(entries.get(table)).map(Point::flushed).filter(at -> !at.equals(Location.ZERO));
    }

    /** The structure that belongs to the saved point. */
    TableInfo structure(final TableId table) {
        final TableEntry entry = entries.get(table);
        return entry == null ? TableInfo.NONE : entry.structure();
    }

    void forEachFlushedStructure(final BiConsumer<? super TableId, ? super TableInfo> consumer) {
        for (final TableEntry entry : entries.values()) {
            if (!entry.flushedStructure().isNone()) {
                consumer.accept(entry.table(), entry.flushedStructure());
            }
        }
    }

    void forEach(final Consumer<? super TableEntry> consumer) {
        entries.values().forEach(consumer);
    }

    /** Where the table's point stands, or zero. */
    Location savedOrZero(final TableId table) {
        final TableEntry entry = entries.get(table);
        return entry == null ? Location.ZERO : entry.saved();
    }

    void save(final TableId table, final Location location) {
        final TableEntry entry = entryOf(table);
        entry.save(location);
        list(entry);
    }

    void saveStructure(final TableId table, final TableInfo structure) {
        final TableEntry entry = entryOf(table);
        if (entry.saveStructure(structure)) {
            list(entry);
        }
    }

    private TableEntry entryOf(final TableId table) {
        TableEntry entry = entries.get(table);
        if (entry == null) {
            entry = new TableEntry(table, Location.ZERO, TableInfo.NONE);
            entries.put(table, entry);
        }
        return entry;
    }

    private void list(final TableEntry entry) {
        if (entry.list()) {
            moved.add(entry);
        }
    }

    boolean anyChange() {
        return !moved.isEmpty() || !gone.isEmpty();
    }

    List<TableId> takeGone() {
        final List<TableId> taken = List.copyOf(gone);
        gone = new LinkedHashSet<>();
        return taken;
    }

    /** Takes a picture of the moved ones; those that are left out stay moved. */
    List<TablePoint> takeMoved(final Set<TableId> leftOut) {
        final List<TableEntry> taken = moved;
        moved = new ArrayList<>();
        final List<TablePoint> points = new ArrayList<>(taken.size());
        for (final TableEntry entry : taken) {
            entry.unlist();
            if (entry.isDropped()) {
                continue;
            }
            if (leftOut.contains(entry.table())) {
                list(entry);
            } else {
                points.add(entry.picture());
            }
        }
        return points;
    }

    /** What a snapshot held is durable. A table that has been deleted since is passed over. */
    void flushed(final List<TablePoint> points) {
        for (final TablePoint point : points) {
            final TableEntry entry = entries.get(point.table());
            if (entry != null) {
                entry.flushed(point);
            }
        }
    }

    /** What a snapshot held is not durable: it counts as moved again. */
    void discarded(final List<TablePoint> points, final List<TableId> goneTables) {
        gone.addAll(goneTables);
        for (final TablePoint point : points) {
            final TableEntry entry = entries.get(point.table());
            if (entry != null) {
                entry.discarded(point);
                list(entry);
            }
        }
    }

    /** Takes back every point that is beyond a location: all tables are looked at. */
    void takeBackTo(final Location location) {
        for (final TableEntry entry : entries.values()) {
            if (entry.saved().compareTo(location) > 0) {
                entry.save(location);
                // what the table looked like there is not known any more
                entry.saveStructure(TableInfo.NONE);
                list(entry);
            }
        }
    }

    void rollback() {
        for (final TableEntry entry : moved) {
            entry.unlist();
        }
        moved = new ArrayList<>();
        entries.values().forEach(TableEntry::rollback);
    }
}
