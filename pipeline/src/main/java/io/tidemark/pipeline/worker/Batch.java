package io.tidemark.pipeline.worker;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;

/**
 * Row changes of one worker, in binlog order, that are applied as one.
 *
 * <p>A batch is a view of slots that are reused: it is valid inside {@link JobExecutor#execute} only, and on that
 * thread only. Nothing of it may be kept.
 *
 * @param <P> the embedder's payload.
 */
public interface Batch<P> {
    /** @return how many row changes there are, at least one. */
    int size();

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
     * @return the source table.
     */
    TableId table(int index);

    /**
     * Where a change stands in the source's stream.
     *
     * @param index from 0 to {@link #size()} - 1.
     * @return the location that was handed to the pipeline.
     */
    Location location(int index);
}
