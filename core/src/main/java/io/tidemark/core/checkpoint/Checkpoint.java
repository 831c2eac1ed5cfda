package io.tidemark.core.checkpoint;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.location.PartialOrder;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.StoredCheckpoint;
import io.tidemark.core.store.TablePoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<TableId, Point> tables = new ConcurrentHashMap<>();
    private final Point global = new Point(Location.ZERO);
    private final ArrayDeque<Snapshot> pending = new ArrayDeque<>();

    /** Tables whose saved side has moved since the last snapshot; the writer's. */
    private final Set<TableId> changed = new LinkedHashSet<>();

    private volatile Optional<Location> safeModeExit = Optional.empty();
    private volatile boolean loaded;
    private boolean globalRowIsDue = true;
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
        final StoredCheckpoint stored = store.load();
        final GlobalPoint point = stored.global().orElse(GlobalPoint.ZERO);
        reset(global, point.location());
        safeModeExit = point.safeModeExit();
        globalRowIsDue = stored.global().isEmpty();
        tables.clear();
        changed.clear();
        pending.clear();
        for (final TablePoint table : stored.tables()) {
            tables.put(table.table(), new Point(table.location()));
        }
        loaded = true;
        return stored.global().isPresent();
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
        final Point point = tables.computeIfAbsent(table, absent -> new Point(Location.ZERO));
        if (point.saved().equals(location)) {
            return;
        }
        if (isBehind(location, point.saved())) {
            throw new StalePointException("the point of " + table, point.saved(), location);
        }
        point.save(location);
        changed.add(table);
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
     * Sets the global point wherever it is told to, also back, and has it written by the next flush. The writer's; for
     * an operator's explicit start.
     *
     * @param location where the source starts.
     */
    public void saveGlobalPointForcibly(final Location location) {
        requireLoaded();
        global.save(requireNonNull(location, "location"));
        global.flush(Location.ZERO);
        globalRowIsDue = true;
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
        globalRowIsDue = true;
    }

    /**
     * Takes a picture of what differs from the flushed side. The writer's.
     *
     * @return what has to be written; empty if nothing has changed.
     */
    public Optional<Snapshot> snapshot() {
        requireLoaded();
        final boolean writesGlobal = globalRowIsDue || !global.isFlushed() || !changed.isEmpty();
        if (!writesGlobal) {
            return Optional.empty();
        }
        final List<TablePoint> points = new ArrayList<>(changed.size());
        for (final TableId table : changed) {
            points.add(new TablePoint(table, tables.get(table).saved()));
        }
        changed.clear();
        globalRowIsDue = false;
        final Optional<GlobalPoint> row = Optional.of(new GlobalPoint(global.saved(), safeModeExit));
        final Snapshot snapshot = new Snapshot(++lastNumber, new CheckpointChange(points, row));
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
        for (final TablePoint point : snapshot.change().tables()) {
            tables.get(point.table()).flush(point.location());
        }
        snapshot.change().global().ifPresent(row -> global.flush(row.location()));
    }

    /**
     * Gives up the snapshots that are not flushed. What they held counts as changed again, so that the next snapshot
     * holds it, at its newest value. The writer's, after a write has failed.
     */
    public void discardPending() {
        for (final Snapshot snapshot : pending) {
            for (final TablePoint point : snapshot.change().tables()) {
                changed.add(point.table());
            }
            globalRowIsDue |= snapshot.change().global().isPresent();
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
        pending.clear();
        changed.clear();
        global.rollback();
        tables.values().forEach(Point::rollback);
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
        return Optional.ofNullable(tables.get(table)).map(Point::saved);
    }

    /**
     * The flushed side of a table's point. Any thread.
     *
     * @param table the source table.
     * @return its point; empty if it has none.
     */
    public Optional<Location> flushedTablePoint(final TableId table) {
        return Optional.ofNullable(tables.get(table)).map(Point::flushed);
    }

    private void requireLoaded() {
        if (!loaded) {
            throw new IllegalStateException("the checkpoint has not been loaded: call load() first");
        }
    }
}
