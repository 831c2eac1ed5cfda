// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is done to a checkpoint beside moving it: deleting, correcting names, writing structures or the safe-mode exit
 * point alone.
 *
 * <p>What is deleted is deleted in the store first and here afterwards, so that a failure leaves both as they were. Each
 * operation runs to its end although the calling thread is interrupted meanwhile (an operator who cancels a task must not
 * leave half of it behind); the interrupt is kept. Each is bounded: when its time is over it fails, and nobody can say
 * what the store holds then, so close the store and load again.
 *
 * <p>Threading: all of it is the checkpoint's writer's, while no snapshot is pending.
 */
public final class CheckpointUpkeep {
    /** Longer than a store's own time-outs and retries should take. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

    private static final int STRUCTURES_PER_WRITE = 100;

    private final Checkpoint checkpoint;
    private final Duration limit;

    /**
     * Nothing happens yet.
     *
     * @param checkpoint what is kept up; loaded.
     * @param limit      how long each operation may take at most, see {@link #DEFAULT_LIMIT}.
     */
    public CheckpointUpkeep(final Checkpoint checkpoint, final Duration limit) {
        this.checkpoint = requireNonNull(checkpoint, "checkpoint");
        this.limit = requireNonNull(limit, "limit");
    }

    /**
     * Deletes a table's point.
     *
     * @param table the source table; none of its points is no error.
     * @throws io.tidemark.core.store.CheckpointStoreException if it is not deleted, or nobody can say whether it is.
     */
    public void deleteTable(final TableId table) {
        delete(List.of(table));
    }

    /**
     * Deletes the points of all tables of a schema.
     *
     * @param schema the schema's name.
     * @throws io.tidemark.core.store.CheckpointStoreException if they are not deleted, or nobody can say whether they
     *     are.
     */
    public void deleteSchema(final String schema) {
        delete(checkpoint.tables().ofSchema(schema));
    }

    /**
     * Deletes the points of all tables; the global point stays.
     *
     * @throws io.tidemark.core.store.CheckpointStoreException if they are not deleted, or nobody can say whether they
     *     are.
     */
    public void deleteAllTables() {
        delete(checkpoint.tables().names());
    }

    private void delete(final Collection<TableId> tables) {
        write(new CheckpointChange(List.of(), List.copyOf(tables), Optional.empty()), "delete table points");
        tables.forEach(checkpoint.tables()::forget);
    }

    /**
     * Deletes the whole checkpoint: the source then is one that has never run.
     *
     * @throws io.tidemark.core.store.CheckpointStoreException if it is not deleted, or nobody can say whether it is.
     */
    public void clear() {
        checkpoint.requireLoaded();
        Bounded.run("clear the checkpoint", limit, checkpoint.store()::clear);
        checkpoint.cleared();
    }

    /**
     * Gives points the names that the source's tables really have, and writes them: a checkpoint that was kept under
     * lower-case names goes on under the real ones. Of two points of one table the further one stays.
     *
     * @param realName the real name of a table that has a point; the same name if it is right.
     * @throws io.tidemark.core.store.CheckpointStoreException if they are not written; the next flush tries it again.
     */
    public void correctNames(final UnaryOperator<TableId> realName) {
        checkpoint.requireLoaded();
        final TablePoints tables = checkpoint.tables();
        for (final TableId name : tables.names()) {
            final TableId real = realName.apply(name);
            if (!real.equals(name)) {
                final Location saved = tables.savedOrZero(name);
                final TableInfo structure = tables.structure(name).withName(real.table());
                tables.drop(name);
                if (saved.compareTo(tables.savedOrZero(real)) > 0) {
                    tables.save(real, saved);
                    tables.saveStructure(real, structure);
                }
            }
        }
        Bounded.run("write the points under their real names", limit, checkpoint::flush);
    }

    /**
     * Writes structures of tables, a hundred at a time, beside their saved points; a table without a point gets one at the
     * global point. What a failure leaves unwritten stays with the checkpoint for its next flush.
     *
     * @param structures what each table looks like at its point.
     * @throws io.tidemark.core.store.CheckpointStoreException if they are not all durable.
     */
    public void flushStructures(final Map<TableId, TableInfo> structures) {
        checkpoint.requireLoaded();
        final TablePoints tables = checkpoint.tables();
        structures.forEach((table, structure) -> {
            if (tables.saved(table).isEmpty()) {
                tables.save(table, checkpoint.globalPoint());
            }
            tables.saveStructure(table, structure);
        });
        final List<TableId> names = List.copyOf(structures.keySet());
        for (int from = 0; from < names.size(); from += STRUCTURES_PER_WRITE) {
            final List<TablePoint> points = new ArrayList<>();
            for (final TableId name : names.subList(from, Math.min(names.size(), from + STRUCTURES_PER_WRITE))) {
                points.add(new TablePoint(name, tables.savedOrZero(name), Optional.of(tables.structure(name))));
            }
            write(new CheckpointChange(points, Optional.empty()), "write table structures");
            tables.flushed(points);
        }
    }

    /**
     * Writes the safe-mode exit point and nothing else, beside the global point that the store <em>holds</em>, even if a
     * forced one is to replace it: what has to be kept when a run ends with an error and its points must not be flushed. A
     * source that has no point there gets none by this: the exit point then waits for the next flush.
     *
     * @throws io.tidemark.core.store.CheckpointStoreException if it is not durable.
     */
    public void flushSafeModeExit() {
        checkpoint.requireLoaded();
        final Optional<GlobalPoint> stored = checkpoint.storedRow();
        if (stored.isEmpty()) {
            return;
        }
        final GlobalPoint row = new GlobalPoint(stored.get().location(), checkpoint.safeModeExit());
        write(new CheckpointChange(List.of(), Optional.of(row)), "write the safe-mode exit point");
        checkpoint.flushedExit(row);
    }

    private void write(final CheckpointChange change, final String what) {
        checkpoint.requireLoaded();
        Bounded.run(what, limit, () -> checkpoint.store().write(change));
    }
}
