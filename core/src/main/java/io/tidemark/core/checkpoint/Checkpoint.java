// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How far a source is applied, and how much of that is durable.
 *
 * <p>Every point has two sides: <em>saved</em>, which moves as rows are applied, and <em>flushed</em>, which is what
 * the store holds. A flush has three steps, so that the slow one can be made by another thread: {@link #snapshot} takes
 * a picture of what differs, {@link #write} writes it, {@link #flushed} moves the flushed side. A crash between any two
 * of them leaves a checkpoint that claims less than is applied, never more.
 *
 * <p>Threading: one <em>writer</em> at a time calls what changes points (in a pipeline that is its checkpoint routine);
 * only {@link #write} may run on a thread of its own meanwhile. What only reads, see {@link CheckpointView}, may be
 * called by any thread and takes no lock.
 *
 * <p>Cost: a snapshot costs what the tables changed since the last one cost, however many are known.
 */
public final class Checkpoint extends Points {
    private final CheckpointStore store;
    private final PendingSnapshots pending = new PendingSnapshots(this);
    private final Order order = new Order();

    /**
     * A checkpoint that stands nowhere yet; {@link #load} comes first.
     *
     * @param store where it is kept. The checkpoint does not close it.
     */
    public Checkpoint(final CheckpointStore store) {
        this(store, System::nanoTime);
    }

    /**
     * The same with a clock of the caller's.
     *
     * @param store    where it is kept. The checkpoint does not close it.
     * @param nanoTime tells the time as {@link System#nanoTime} does; called by any thread.
     */
    public Checkpoint(final CheckpointStore store, final LongSupplier nanoTime) {
        super(new FlushTimes(requireNonNull(nanoTime, "nanoTime")));
        this.store = requireNonNull(store, "store");
    }

    /**
     * Prepares the store and takes over what it holds. The writer's.
     *
     * @return true if the source has been checkpointed before.
     * @throws io.tidemark.core.store.CheckpointStoreException if the store can't be read, or holds what is no point or no
     *     structure: the message then names the table.
     */
    public boolean load() {
        store.init();
        unload();
        pending.reset();
        final Optional<GlobalPoint> stored = store.load(tables()::load);
        final GlobalPoint point = stored.orElse(GlobalPoint.ZERO);
        reset(point.location(), point.safeModeExit());
        stored.ifPresent(pending::rowIs);
        flushTimes().loaded();
        return stored.isPresent();
    }

    /**
     * Begins where the configuration says. The writer's; for a source's first start, after {@link #load}.
     *
     * @param start        everything before it is downstream already.
     * @param safeModeExit until where changes may be downstream already; empty if they are not.
     * @throws IllegalStateException if there is a checkpoint: it knows better than a configuration.
     */
    public void loadMeta(final Location start, final Optional<Location> safeModeExit) {
        requireLoaded();
        if (!globalPoint().isFresh()) {
            throw new IllegalStateException("the source has a checkpoint at " + globalPoint()
                    + ", which counts more than the configured start at " + start
                    + "; clear it, or move it forcibly, to start elsewhere");
        }
        saveGlobalPoint(start);
        saveSafeModeExit(safeModeExit);
    }

    /**
     * Moves a table's point: all its rows up to here are applied. The writer's.
     *
     * @param table    the source table.
     * @param location at or beyond the table's point, and at or beyond the global point.
     * @throws StalePointException if the location is older than one of them.
     */
    public void saveTablePoint(final TableId table, final Location location) {
        requireLoaded();
        requireNotBelowGlobalPoint(location);
        final Location saved = tables().savedOrZero(table);
        if (saved.equals(location)) {
            return;
        }
        order.requireNotBehind("the point of " + table, saved, location);
        tables().save(table, location);
    }

    /**
     * Moves a table's point, unless it is there already: after a crash some tables' points may be ahead of the global one,
     * and what is replayed up to them must not move them back. The writer's.
     *
     * @param table    the source table.
     * @param location at or beyond the global point.
     * @return whether it has moved.
     * @throws StalePointException if the location is older than the global point.
     */
    public boolean advanceTablePoint(final TableId table, final Location location) {
        requireLoaded();
        if (isOlderThanTablePoint(table, location)) {
            return false;
        }
        requireNotBelowGlobalPoint(location);
        tables().save(table, location);
        return true;
    }

    /**
     * Moves a table's point and says what the table looks like from there on. The writer's.
     *
     * @param table     the source table.
     * @param location  at or beyond the table's point, and at or beyond the global point.
     * @param structure at the location; {@link TableInfo#NONE} if it is not known any more.
     * @throws StalePointException if the location is older than one of them; the structure is not taken then.
     */
    public void saveTablePoint(final TableId table, final Location location, final TableInfo structure) {
        saveTablePoint(table, location);
        tables().saveStructure(table, structure);
    }

    /**
     * Forgets the point of a table that has been dropped, or renamed away; the next flush deletes it. The writer's.
     *
     * @param table the source table.
     */
    public void dropTable(final TableId table) {
        requireLoaded();
        tables().drop(table);
    }

    /**
     * Forgets the points of all tables of a schema that has been dropped; the next flush deletes them. The writer's.
     *
     * @param schema the schema's name.
     */
    public void dropSchema(final String schema) {
        requireLoaded();
        tables().ofSchema(schema).forEach(tables()::drop);
    }

    /**
     * Moves the global point: everything before it is applied. The writer's.
     *
     * @param location a transaction's end or a DDL, at or beyond the global point.
     * @throws StalePointException if the location is older.
     */
    public void saveGlobalPoint(final Location location) {
        requireLoaded();
        order.requireNotBehind("the global point", globalPoint(), location);
        global().save(location);
    }

    /**
     * Sets the global point wherever it is told to, also back, and has it written by the next flush. Points of tables
     * that are beyond it come back with it: whoever starts anew claims nothing beyond the start. The writer's; for an
     * operator's explicit start.
     *
     * @param location where the source starts.
     */
    public void saveGlobalPointForcibly(final Location location) {
        requireLoaded();
        global().save(requireNonNull(location, "location"));
        global().flush(Location.ZERO);
        tables().takeBackTo(location);
        pending.rowDoesNotCount();
    }

    /**
     * Sets or clears the safe-mode exit point; it is written by the next flush. The writer's.
     *
     * @param exit rows up to here may be applied already; empty for none. It never goes back, only forward or away.
     */
    public void saveSafeModeExit(final Optional<Location> exit) {
        requireLoaded();
        final Optional<Location> before = safeModeExit();
        if (exit.isPresent() && before.isPresent() && !exit.equals(before)) {
            order.requireNotBehind("the safe-mode exit point", before.get(), exit.get());
        }
        safeModeExit(exit);
    }

    /**
     * Takes a picture of what differs from the flushed side. The writer's.
     *
     * @return what has to be written; empty if nothing has changed.
     */
    public Optional<Snapshot> snapshot() {
        return snapshot(Set.of());
    }

    /**
     * Takes a picture of what differs from the flushed side, some tables left out: an embedder may hold points back, as
     * those of a sharded table whose shards wait for each other's DDL. The writer's.
     *
     * @param leftOut tables whose points are not written; they stay changed.
     * @return what has to be written; empty if nothing has changed.
     */
    public Optional<Snapshot> snapshot(final Set<TableId> leftOut) {
        requireLoaded();
        return pending.take(leftOut);
    }

    /**
     * Writes a snapshot into the store. Any thread, one at a time; moves nothing.
     *
     * @param snapshot what {@link #snapshot} returned.
     * @throws io.tidemark.core.store.CheckpointStoreException if it is not durable.
     */
    public void write(final Snapshot snapshot) {
        store.write(snapshot.change());
    }

    /**
     * Moves the flushed side to a snapshot that is durable. The writer's, after {@link #write} has returned.
     *
     * @param snapshot the oldest one that is neither flushed nor discarded.
     * @throws IllegalArgumentException if it is not.
     */
    public void flushed(final Snapshot snapshot) {
        pending.flushed(snapshot);
    }

    /**
     * Gives up the snapshots that are not flushed. What they held counts as changed again, so that the next snapshot
     * holds it, at its newest value. The writer's, after a write has failed.
     */
    public void discardPending() {
        pending.discard();
    }

    /**
     * Takes a snapshot, writes it, and moves the flushed side, all on the caller's thread. The writer's.
     *
     * @return false if nothing had changed.
     * @throws io.tidemark.core.store.CheckpointStoreException if it is not durable; the changes are kept for the next
     *     flush.
     */
    public boolean flush() {
        final Optional<Snapshot> snapshot = snapshot();
        if (snapshot.isEmpty()) {
            return false;
        }
        try {
            write(snapshot.get());
        } catch (final RuntimeException e) {
            discardPending();
            throw e;
        }
        flushed(snapshot.get());
        return true;
    }

    /** Takes every point back to what is flushed, and forgets snapshots. The writer's, after an error. */
    public void rollback() {
        discardPending();
        global().rollback();
        tables().rollback();
    }

    private void requireNotBelowGlobalPoint(final Location location) {
        order.requireNotBehind("the global point, below which no table's point may be saved,", globalPoint(), location);
    }

    /** The store has deleted everything. */
    void cleared() {
        unload();
        reset(Location.ZERO, Optional.empty());
        pending.reset();
    }

    /** What the store's global row holds, also where the flushed side no longer counts; empty if there is none. */
    Optional<GlobalPoint> storedRow() {
        return pending.storedRow();
    }

    /** The store holds the safe-mode exit point beside the point that was there. */
    void flushedExit(final GlobalPoint row) {
        pending.rowIs(row);
    }

    CheckpointStore store() {
        return store;
    }
}
