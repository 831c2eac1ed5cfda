package io.tidemark.core.checkpoint;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.location.PartialOrder;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a source is applied, and how much of that is durable.
 *
 * <p>Every point has two sides: <em>saved</em>, which moves as rows are applied, and <em>flushed</em>, which is what
 * the store holds. A flush has three steps, so that the slow one can be made by another thread: {@link #snapshot} takes
 * a picture of what differs, {@link #write} writes it, {@link #flushed} moves the flushed side. A crash between any two
 * of them leaves a checkpoint that claims less than is applied, never more.
 *
 * <p>Threading: one <em>writer</em> at a time calls what changes points (in a pipeline that is its checkpoint routine);
 * only {@link #write} may run on a thread of its own meanwhile. Whatever only reads may be called by any thread and
 * takes no lock.
 *
 * <p>Cost: a snapshot costs what the tables changed since the last one cost, however many are known.
 */
public final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    private final CheckpointStore store;
    private final TablePoints tables = new TablePoints();
    private final Point global = new Point(Location.ZERO);
    private final ArrayDeque<Snapshot> pending = new ArrayDeque<>();

    private volatile Optional<Location> safeModeExit = Optional.empty();
    private volatile boolean loaded;

    /** What the store's global row holds, or empty if there is none, or none that counts; the writer's. */
    private Optional<GlobalPoint> flushedRow = Optional.empty();

    private boolean fallbackIsReported;
    private long lastNumber;

    /**
     * A checkpoint that stands nowhere yet; {@link #load} comes first.
     *
     * @param store where it is kept. The checkpoint does not close it.
     */
    public Checkpoint(final CheckpointStore store) {
        this.store = requireNonNull(store, "store");
    }

    /**
     * Prepares the store and takes over what it holds. The writer's.
     *
     * @return true if the source has been checkpointed before.
     * @throws io.tidemark.core.store.CheckpointStoreException if the store can't be read.
     */
    public boolean load() {
        store.init();
        loaded = false;
        pending.clear();
        tables.clear();
        final Optional<GlobalPoint> stored = store.load(tables::load);
        final GlobalPoint point = stored.orElse(GlobalPoint.ZERO);
        reset(global, point.location());
        safeModeExit = point.safeModeExit();
        flushedRow = stored;
        loaded = true;
        return stored.isPresent();
    }

    private static void reset(final Point point, final Location both) {
        point.save(both);
        point.flush(both);
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
        requireNotBehind("the global point, below which no table's point may be saved,", global.saved(), location);
        final Location saved = tables.savedOrZero(table);
        if (saved.equals(location)) {
            return;
        }
        requireNotBehind("the point of " + table, saved, location);
        tables.save(table, location);
    }

    /**
     * Forgets the point of a table that has been dropped, or renamed away; the next flush deletes it. The writer's.
     *
     * @param table the source table.
     */
    public void dropTable(final TableId table) {
        requireLoaded();
        tables.drop(table);
    }

    /**
     * Forgets the points of all tables of a schema that has been dropped; the next flush deletes them. The writer's.
     *
     * @param schema the schema's name.
     */
    public void dropSchema(final String schema) {
        requireLoaded();
        tables.dropSchema(schema);
    }

    /**
     * Gives points the names that the source's tables really have: a checkpoint that was kept under lower-case names goes
     * on under the real ones. The next flush writes it. The writer's.
     *
     * @param realName the real name of a table that has a point; the same name if it is right.
     */
    public void correctNames(final UnaryOperator<TableId> realName) {
        requireLoaded();
        for (final TableId name : tables.names()) {
            final TableId real = realName.apply(name);
            if (!real.equals(name)) {
                final Location saved = tables.savedOrZero(name);
                tables.drop(name);
                if (saved.compareTo(tables.savedOrZero(real)) > 0) {
                    tables.save(real, saved);
                }
            }
        }
    }

    /**
     * Deletes the checkpoint: in the store first, here afterwards, so that a failure leaves both as they were. The
     * writer's; not while a snapshot is being written.
     *
     * @throws io.tidemark.core.store.CheckpointStoreException if it is not deleted.
     */
    public void clear() {
        requireLoaded();
        store.clear();
        reset(global, Location.ZERO);
        tables.clear();
        pending.clear();
        safeModeExit = Optional.empty();
        flushedRow = Optional.empty();
    }

    /**
     * Writes the safe-mode exit point and nothing else, beside the <em>flushed</em> global point: what has to be kept
     * when a run ends with an error and its points must not be flushed. The writer's; not while a snapshot is being
     * written.
     *
     * @throws io.tidemark.core.store.CheckpointStoreException if it is not durable.
     */
    public void flushSafeModeExit() {
        requireLoaded();
        final Optional<GlobalPoint> row = Optional.of(new GlobalPoint(global.flushed(), safeModeExit));
        store.write(new CheckpointChange(List.of(), row));
        flushedRow = row;
    }

    /**
     * Moves the global point: everything before it is applied. The writer's.
     *
     * @param location a transaction's end or a DDL, at or beyond the global point.
     * @throws StalePointException if the location is older.
     */
    public void saveGlobalPoint(final Location location) {
        requireLoaded();
        requireNotBehind("the global point", global.saved(), location);
        global.save(location);
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
        global.save(requireNonNull(location, "location"));
        global.flush(Location.ZERO);
        tables.takeBackTo(location);
        flushedRow = Optional.empty();
    }

    /**
     * Whether what happens to a table up to a location is known to be applied, so that it may be skipped. Any thread.
     *
     * <p>Where the table's point has no GTIDs although the location has (they were switched on later), positions decide.
     * Under GTIDs the location must be one that includes the transaction asked about: all rows of a transaction share its
     * GTID, and the location before a transaction is equal to the point after the one before.
     *
     * @param table    the source table.
     * @param location the end of the transaction or statement asked about.
     * @return true if the table's point is at or beyond the location.
     */
    public boolean isOlderThanTablePoint(final TableId table, final Location location) {
        final Location saved = tables.savedOrZero(table);
        if (saved.isFresh()) {
            return false;
        }
        if (saved.gtids().isEmpty() && !location.gtids().isEmpty()) {
            return location.position().compareTo(saved.position()) <= 0;
        }
        return location.compareTo(saved) <= 0;
    }

    private void requireNotBehind(final String name, final Location saved, final Location location) {
        if (isBehind(location, saved)) {
            throw new StalePointException(name, saved, location);
        }
    }

    private boolean isBehind(final Location location, final Location saved) {
        if (!fallbackIsReported && location.compareGtids(saved) == PartialOrder.INCOMPARABLE) {
            fallbackIsReported = true;
            LOG.warn("GTIDs can't tell which of {} and {} is first, so positions do", saved, location);
        }
        return location.compareTo(saved) < 0;
    }

    /**
     * Sets or clears the safe-mode exit point; it is written by the next flush. The writer's.
     *
     * @param exit rows up to here may be applied already; empty for none. It never goes back, only forward or away.
     */
    public void saveSafeModeExit(final Optional<Location> exit) {
        requireLoaded();
        if (exit.equals(safeModeExit)) {
            return;
        }
        if (exit.isPresent() && safeModeExit.isPresent()) {
            requireNotBehind("the safe-mode exit point", safeModeExit.get(), exit.get());
        }
        safeModeExit = exit;
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
        final Optional<GlobalPoint> row = Optional.of(new GlobalPoint(global.saved(), safeModeExit));
        if (row.equals(flushedRow) && !tables.anyChange()) {
            return Optional.empty();
        }
        final List<TablePoint> points = tables.takeMoved(leftOut);
        final List<TableId> gone = tables.takeGone();
        if (row.equals(flushedRow) && points.isEmpty() && gone.isEmpty()) {
            return Optional.empty();
        }
        final Snapshot snapshot = new Snapshot(++lastNumber, new CheckpointChange(points, gone, row));
        pending.add(snapshot);
        return Optional.of(snapshot);
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
        if (pending.isEmpty() || pending.peek().number() != snapshot.number()) {
            throw new IllegalArgumentException("snapshot " + snapshot.number()
                    + " is not the next to be flushed; snapshots are flushed in order, and the next is "
                    + (pending.isEmpty() ? "none" : pending.peek().number()));
        }
        pending.remove();
        tables.flushed(snapshot.change().tables());
        flushedRow = snapshot.change().global();
        global.flush(flushedRow.orElseThrow().location());
    }

    /**
     * Gives up the snapshots that are not flushed. What they held counts as changed again, so that the next snapshot
     * holds it, at its newest value. The writer's, after a write has failed.
     */
    public void discardPending() {
        for (final Snapshot snapshot : pending) {
            tables.discarded(snapshot.change().tables(), snapshot.change().gone());
        }
        pending.clear();
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
        global.rollback();
        tables.rollback();
    }

    /** @return the global point's saved side. Any thread. */
    public Location globalPoint() {
        return global.saved();
    }

    /** @return the global point's flushed side: where a restart would begin. Any thread. */
    public Location flushedGlobalPoint() {
        return global.flushed();
    }

    /** @return until where rows may be applied already. Any thread. */
    public Optional<Location> safeModeExit() {
        return safeModeExit;
    }

    /**
     * The saved side of a table's point. Any thread.
     *
     * @param table the source table.
     * @return its point; empty if it has none.
     */
    public Optional<Location> tablePoint(final TableId table) {
        return tables.saved(table);
    }

    /**
     * The flushed side of a table's point. Any thread.
     *
     * @param table the source table.
     * @return its point; empty if it has none.
     */
    public Optional<Location> flushedTablePoint(final TableId table) {
        return tables.flushed(table);
    }

    private void requireLoaded() {
        if (!loaded) {
            throw new IllegalStateException("the checkpoint has not been loaded: call load() first");
        }
    }
}
