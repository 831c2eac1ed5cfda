// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A checkpoint's points, and what any thread reads of them; {@link Checkpoint}, its only heir, is what moves them. */
abstract class Points implements CheckpointView {
    private final TablePoints tables = new TablePoints();
    private final Point global = new Point(Location.ZERO);
    private final FlushTimes flushTimes;
    private volatile Optional<Location> safeModeExit = Optional.empty();
    private volatile boolean loaded;

    Points(final FlushTimes flushTimes) {
        this.flushTimes = flushTimes;
    }

    final TablePoints tables() {
        return tables;
    }

    final Point global() {
        return global;
    }

    final FlushTimes flushTimes() {
        return flushTimes;
    }

    final void safeModeExit(final Optional<Location> exit) {
        safeModeExit = exit;
    }

    /** Nothing is known until {@link #reset} says what the store holds. */
    final void unload() {
        loaded = false;
        tables.clear();
    }

    /** Both sides stand where the store says. */
    final void reset(final Location location, final Optional<Location> exit) {
        global.save(location);
        global.flush(location);
        safeModeExit = exit;
        loaded = true;
    }

    final void requireLoaded() {
        if (!loaded) {
            throw new IllegalStateException("the checkpoint has not been loaded: call load() first");
        }
    }

    @Override
    public final Location globalPoint() {
        return global.saved();
    }

    @Override
    public final Location flushedGlobalPoint() {
        return global.flushed();
    }

    @Override
    public final Optional<Location> safeModeExit() {
        return safeModeExit;
    }

    @Override
    public final Optional<Location> tablePoint(final TableId table) {
        return tables.saved(table);
    }

    @Override
    public final Optional<Location> flushedTablePoint(final TableId table) {
        return tables.flushed(table);
    }

    @Override
    public final TableInfo tableStructure(final TableId table) {
        return tables.structure(table);
    }

    @Override
    public final void forEachFlushedStructure(final BiConsumer<? super TableId, ? super TableInfo> tracker) {
        tables.forEachFlushedStructure(tracker);
    }

    @Override
    public final boolean isOlderThanTablePoint(final TableId table, final Location location) {
        return Order.isHandled(tables.savedOrZero(table), location);
    }

    @Override
    public final boolean isFlushOutdated(final Duration interval) {
        return flushTimes.areBefore(interval);
    }

    @Override
    public final String statusText() {
        return StatusText.of(global, safeModeExit, tables);
    }
}
