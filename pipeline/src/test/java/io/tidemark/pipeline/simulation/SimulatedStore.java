// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A checkpoint table that survives crashes. A write may fail, may succeed although it is reported as failed, or may end
 * between two of its transactions: then some tables' points are written, and the global row is not.
 */
final class SimulatedStore implements CheckpointStore {
    private final Dice dice;
    private final Map<TableId, TablePoint> tables = new HashMap<>();
    private Optional<GlobalPoint> global = Optional.empty();
    private Consumer<CheckpointChange> onWrite = change -> {};

    SimulatedStore(final Dice dice) {
        this.dice = dice;
    }

    /** Shows each change to somebody before it is written. */
    void onWrite(final Consumer<CheckpointChange> inspector) {
        onWrite = inspector;
    }

    /** Where a restart would begin. */
    Location globalPoint() {
        return global.map(GlobalPoint::location).orElse(Location.ZERO);
    }

    Map<TableId, TablePoint> tablePoints() {
        return tables;
    }

    @Override
    public void init() {}

    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> consumer) {
        tables.values().forEach(consumer);
        return global;
    }

    @Override
    public void write(final CheckpointChange change) {
        onWrite.accept(change);
        if (!dice.mischief(5)) {
            writeAll(change);
            return;
        }
        switch (dice.below(3)) {
            case 0 -> {
                // nothing is written
            }
            case 1 -> writeAll(change);
            default ->
                writeTables(
                        change,
                        change.tables().subList(0, dice.below(change.tables().size() + 1)));
        }
        throw new CheckpointStoreException("as the seed wants it", null);
    }

    private void writeAll(final CheckpointChange change) {
        writeTables(change, change.tables());
        if (change.global().isPresent()) {
            global = change.global();
        }
    }

    private void writeTables(final CheckpointChange change, final List<TablePoint> points) {
        change.gone().forEach(tables::remove);
        points.forEach(point -> tables.compute(point.table(), (table, old) -> replaced(old, point)));
    }

    /** A structure that is not in the change stays. */
    private static TablePoint replaced(final TablePoint old, final TablePoint changed) {
        final Optional<TableInfo> structure =
                changed.structure().isPresent() || old == null ? changed.structure() : old.structure();
        return new TablePoint(changed.table(), changed.location(), structure.filter(known -> !known.isNone()));
    }

    @Override
    public void clear() {
        tables.clear();
        global = Optional.empty();
    }

    @Override
    public void close() {}
}
