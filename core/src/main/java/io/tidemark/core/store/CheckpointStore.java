// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where checkpoints are kept: an embedder may bring a store of its own.
 *
 * <p>A store keeps the checkpoint of one source of one task. It is called by one thread at a time, but not always by
 * the same one; what the previous caller did happens before the next call. A call may block for as long as the medium
 * needs: none is made on the way of a row.
 *
 * <p>Durability: when {@link #write} has returned, a crash of this process or of the medium's must not take the change
 * back. When it throws, any leading part of the changed table points may have been written, but the global row only
 * together with all of them. Writing the same change twice does no harm. Of a location, position and GTID set are kept;
 * the suffix orders events within one run only and need not be.
 *
 * <p>Exclusiveness: two processes that work on the same source overwrite each other's progress. A store that several
 * processes can reach refuses the second one in {@link #init}, and any write of a process whose place another one has
 * taken.
 */
public interface CheckpointStore extends AutoCloseable {
    /**
     * Creates what the store needs, if it is absent. Called once, before anything else.
     *
     * @throws LeaseHeldException       if another process works on this source.
     * @throws CheckpointStoreException if the medium can't be reached or refuses.
     */
    void init();

    /**
     * Reads the checkpoint, table by table, so that a million of them need not be held twice.
     *
     * @param tables takes each table point, in no particular order, on the caller's thread; must not call the store. What
     *               it throws ends the reading and is thrown here.
     * @return the global point; empty if the source has never been checkpointed.
     * @throws CheckpointStoreException if the medium can't be reached, or holds what can't be read as a point; some
     *                                  tables may have been handed over by then.
     */
    Optional<GlobalPoint> load(Consumer<? super TablePoint> tables);

    /**
     * Reads the whole checkpoint into memory; for tests and small tools.
     *
     * @return all points of this source; {@link StoredCheckpoint#EMPTY} if there are none.
     * @throws CheckpointStoreException as {@link #load(Consumer)}.
     */
    default StoredCheckpoint load() {
        final List<TablePoint> tables = new ArrayList<>();
        final Optional<GlobalPoint> global = load(tables::add);
        return new StoredCheckpoint(global, tables);
    }

    /**
     * Writes changed points, the global row last. A point without a structure leaves the one that is there.
     *
     * @param change what differs from the state written before.
     * @throws UnsupportedOperationException if the change has extra statements, and the store does not speak SQL.
     * @throws LeaseLostException       if another process has taken over; trying again is of no use.
     * @throws CheckpointRefusedException if a condition among the extra statements does not hold; trying again is of no use.
     * @throws CheckpointStoreException if the change is not durable, or nobody can say whether it is.
     */
    void write(CheckpointChange change);

    /**
     * Deletes everything that it holds of this source, the global row too.
     *
     * @throws CheckpointStoreException if it can't be deleted, or nobody can say whether it is.
     */
    void clear();

    /** Lets go of connections, and lets other processes in. Never throws. */
    @Override
    void close();
}
