package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.TablePoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The points of all tables, and which of them have moved since the last snapshot. Written by the checkpoint's writer,
 * read by any thread.
 *
 * <p>The moved ones are listed as they move, so that a snapshot costs what they are, not what is known.
 */
final class TablePoints {
    private static final class Entry extends Point {
        private final TableId table;

        /** Whether it is listed as moved; the writer's. */
        private boolean listed;

        /** Whether the table is gone; it may still be listed, and is passed over. The writer's. */
        private boolean dropped;

        Entry(final TableId table, final Location both) {
            super(both);
            this.table = table;
        }
    }

    private final Map<TableId, Entry> entries = new ConcurrentHashMap<>();

    /** The writer's; a new list a snapshot, so that a large one is not dragged along. */
    private List<Entry> moved = new ArrayList<>();

    /** Tables whose points the store may still hold although they are gone; the writer's. */
    private Set<TableId> gone = new LinkedHashSet<>();

    void load(final TablePoint point) {
        entries.put(point.table(), new Entry(point.table(), point.location()));
    }

    void clear() {
        entries.clear();
        moved = new ArrayList<>();
        gone = new LinkedHashSet<>();
    }

    /** Drops a table's point, here at once and in the store at the next flush. */
    void drop(final TableId table) {
        final Entry entry = entries.remove(table);
        if (entry != null) {
            entry.dropped = true;
            gone.add(table);
        }
    }

    void dropSchema(final String schema) {
        for (final TableId table : entries.keySet()) {
            if (table.schema().equals(schema)) {
                drop(table);
            }
        }
    }

    Set<TableId> names() {
        return Set.copyOf(entries.keySet());
    }

    Optional<Location> saved(final TableId table) {
        return Optional.ofNullable(entries.get(table)).map(Point::saved);
    }

    Optional<Location> flushed(final TableId table) {
        return Optional.ofNullable(entries.get(table)).map(Point::flushed);
    }

    /** Where the table's point stands, or zero. */
    Location savedOrZero(final TableId table) {
        final Entry entry = entries.get(table);
        return entry == null ? Location.ZERO : entry.saved();
    }

    void save(final TableId table, final Location location) {
        Entry entry = entries.get(table);
        if (entry == null) {
            entry = new Entry(table, Location.ZERO);
            entries.put(table, entry);
        }
        entry.save(location);
        list(entry);
    }

    private void list(final Entry entry) {
        if (!entry.listed) {
            entry.listed = true;
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
        final List<Entry> taken = moved;
        moved = new ArrayList<>();
        final List<TablePoint> points = new ArrayList<>(taken.size());
        for (final Entry entry : taken) {
            entry.listed = false;
            if (entry.dropped) {
                continue;
            }
            if (leftOut.contains(entry.table)) {
                list(entry);
            } else {
                points.add(new TablePoint(entry.table, entry.saved()));
            }
        }
        return points;
    }

    /** What a snapshot held is durable. A table that has been deleted since is passed over. */
    void flushed(final List<TablePoint> points) {
        for (final TablePoint point : points) {
            final Entry entry = entries.get(point.table());
            if (entry != null) {
                entry.flush(point.location());
            }
        }
    }

    /** What a snapshot held is not durable: it counts as moved again. */
    void discarded(final List<TablePoint> points, final List<TableId> goneTables) {
        gone.addAll(goneTables);
        for (final TablePoint point : points) {
            final Entry entry = entries.get(point.table());
            if (entry != null) {
                list(entry);
            }
        }
    }

    /** Takes back every point that is beyond a location: all tables are looked at. */
    void takeBackTo(final Location location) {
        for (final Entry entry : entries.values()) {
            if (entry.saved().compareTo(location) > 0) {
                entry.save(location);
                list(entry);
            }
        }
    }

    void rollback() {
        for (final Entry entry : moved) {
            entry.listed = false;
        }
        moved = new ArrayList<>();
        entries.values().forEach(Point::rollback);
    }
}
