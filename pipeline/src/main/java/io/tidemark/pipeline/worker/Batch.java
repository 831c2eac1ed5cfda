// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;

/**
 * Changes of one worker, in binlog order, that are applied as one. A change is what was handed to the pipeline in one
 * call: a row change, or a whole transaction, which is never split over batches.
 *
 * <p>A batch is a view of slots that are reused: it is valid inside {@link JobExecutor#execute} only, and on that
 * thread only. Nothing of it may be kept.
 *
 * <p>What a batch of row changes alone says of rows and transactions is the default, for batches made by tests.
 *
 * @param <P> the embedder's payload.
 */
public interface Batch<P> {
    /** @return how many changes there are, at least one. */
    int size();

    /** @return how many row changes there are in all of them: more than {@link #size()} where there are transactions. */
    default long rows() {
        return size();
    }

    /**
     * How many row changes a change holds.
     *
     * @param index from 0 to {@link #size()} - 1.
     * @return 1 for a row change; what was handed to the pipeline for a whole transaction.
     */
    default int rows(final int index) {
        return 1;
    }

    /**
     * What a change is.
     *
     * @param index from 0 to {@link #size()} - 1.
     * @return true for a whole transaction, false for a row change.
     */
    default boolean isTransaction(final int index) {
        return false;
    }

    /**
     * The embedder's own description of a change.
     *
     * @param index from 0 to {@link #size()} - 1.
     * @return what was handed to the pipeline.
     */
    P payload(int index);

    /**
     * The table that a change is of.
     *
     * @param index from 0 to {@link #size()} - 1.
     * @return the source table, of a whole transaction the first one that was handed in.
     */
    TableId table(int index);

    /**
     * Where a change stands in the source's stream.
     *
     * @param index from 0 to {@link #size()} - 1.
     * @return the location that was handed to the pipeline, of a whole transaction its end.
     */
    Location location(int index);
}
