// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Snapshots that are taken, and neither flushed nor given up; and what the store is known to hold. The writer's. */
final class PendingSnapshots {
    private final Points points;
    private final ArrayDeque<Snapshot> pending = new ArrayDeque<>();

    /** What the store's global row holds, or empty if there is none, or none that counts. */
    private Optional<GlobalPoint> flushedRow = Optional.empty();

    /** The last row that the store is known to have held, whether it counts or not. */
    private Optional<GlobalPoint> storedRow = Optional.empty();

    private long lastNumber;

    PendingSnapshots(final Points points) {
        this.points = points;
    }

    /** Nothing is on its way to the store, and it holds no row. */
    void reset() {
        pending.clear();
        flushedRow = Optional.empty();
        storedRow = Optional.empty();
    }

    /** The store holds this row. */
    void rowIs(final GlobalPoint row) {
        flushedRow = Optional.of(row);
        storedRow = flushedRow;
    }

    /** Whatever row the store holds, the next snapshot holds one. */
    void rowDoesNotCount() {
        flushedRow = Optional.empty();
    }

    Optional<GlobalPoint> storedRow() {
        return storedRow;
    }

    Optional<Snapshot> take(final Set<TableId> leftOut) {
        final TablePoints tables = points.tables();
        final Optional<GlobalPoint> row = Optional.of(new GlobalPoint(points.globalPoint(), points.safeModeExit()));
        if (row.equals(flushedRow) && !tables.anyChange()) {
            return Optional.empty();
        }
        final List<TablePoint> moved = tables.takeMoved(leftOut);
        final List<TableId> gone = tables.takeGone();
        if (row.equals(flushedRow) && moved.isEmpty() && gone.isEmpty()) {
            return Optional.empty();
        }
        final Snapshot snapshot = new Snapshot(++lastNumber, new CheckpointChange(moved, gone, row));
        points.flushTimes().snapshotTaken();
        pending.add(snapshot);
        return Optional.of(snapshot);
    }

    void flushed(final Snapshot snapshot) {
        if (pending.isEmpty() || pending.peek().number() != snapshot.number()) {
            throw new IllegalArgumentException("snapshot " + snapshot.number()
                    + " is not the next to be flushed; snapshots are flushed in order, and the next is "
                    + (pending.isEmpty() ? "none" : pending.peek().number()));
        }
        pending.remove();
        points.tables().flushed(snapshot.change().tables());
        flushedRow = snapshot.change().global();
        storedRow = flushedRow;
        points.global().flush(flushedRow.orElseThrow().location());
        points.flushTimes().flushed();
    }

    void discard() {
        for (final Snapshot snapshot : pending) {
            points.tables()
                    .discarded(snapshot.change().tables(), snapshot.change().gone());
            // a write that has failed may have been durable all the same
            flushedRow = Optional.empty();
        }
        pending.clear();
    }
}
