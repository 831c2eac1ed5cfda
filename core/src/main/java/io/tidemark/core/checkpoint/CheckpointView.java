// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a checkpoint says, for any number of readers: every method may be called by any thread and takes no lock. Two calls
 * may see the checkpoint at different moments.
 */
public interface CheckpointView {
    /** @return the global point's saved side: everything before it is applied. */
    Location globalPoint();

    /** @return the global point's flushed side: where a restart would begin. */
    Location flushedGlobalPoint();

    /** @return until where rows may be applied already; empty if nobody knows. */
    Optional<Location> safeModeExit();

    /**
     * The saved side of a table's point.
     *
     * @param table the source table.
     * @return its point; empty if it has none.
     */
    Optional<Location> tablePoint(TableId table);

    /**
     * The flushed side of a table's point.
     *
     * @param table the source table.
     * @return its point; empty if it has none.
     */
    Optional<Location> flushedTablePoint(TableId table);

    /**
     * What a table looks like at the saved side of its point.
     *
     * @param table the source table.
     * @return its structure; {@link TableInfo#NONE} if none is known.
     */
    TableInfo tableStructure(TableId table);

    /**
     * Hands out what is flushed of each table's structure, as a schema tracker wants it at a start.
     *
     * @param tracker takes each table that has a structure, in no particular order.
     */
    void forEachFlushedStructure(BiConsumer<? super TableId, ? super TableInfo> tracker);

    /**
     * Whether what happens to a table up to a location is known to be applied, so that it may be skipped.
     *
     * <p>Where the table's point has no GTIDs although the location has (they were switched on later), positions decide.
     * Under GTIDs the location must be one that includes the transaction asked about: all rows of a transaction share its
     * GTID, and the location before a transaction is equal to the point after the one before.
     *
     * @param table    the source table.
     * @param location the end of the transaction or statement asked about.
     * @return true if the table's point is at or beyond the location.
     */
    boolean isOlderThanTablePoint(TableId table, Location location);

    /**
     * Whether it is time to flush: neither a flush nor a snapshot, which may be on its way, is younger than an interval.
     * Loading counts as both.
     *
     * @param interval the flush interval.
     * @return true if both are that old.
     */
    boolean isFlushOutdated(Duration interval);

    /** @return both sides of every point, a line each, for people. */
    String statusText();
}
