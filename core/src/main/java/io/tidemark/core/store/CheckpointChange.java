// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.List;
import java.util.Optional;

/**
 * What one flush writes: the points that differ from those in the store, and nothing else.
 *
 * @param tables the changed table points.
 * @param gone   tables that have been dropped or renamed away: their points are deleted before the changed ones are
 *               written, so a table that has come back since may be in both.
 * @param extra  statements of the embedder's, executed after the table points and before the global row, in its
 *               transaction.
 * @param global the global row, if it has to be written; it is written last, so that its success marks the flush.
 */
public record CheckpointChange(
        List<TablePoint> tables, List<TableId> gone, List<ExtraStatement> extra, Optional<GlobalPoint> global) {
    /** All are required; the lists are copied. */
    public CheckpointChange {
        tables = List.copyOf(tables);
        gone = List.copyOf(gone);
        extra = List.copyOf(extra);
        requireNonNull(global, "global");
    }

    /**
     * A change of points alone.
     *
     * @param tables the changed table points.
     * @param gone   tables whose points are deleted.
     * @param global the global row, if it has to be written.
     */
    public CheckpointChange(
            final List<TablePoint> tables, final List<TableId> gone, final Optional<GlobalPoint> global) {
        this(tables, gone, List.of(), global);
    }

    /**
     * A change that deletes nothing.
     *
     * @param tables the changed table points.
     * @param global the global row, if it has to be written.
     */
    public CheckpointChange(final List<TablePoint> tables, final Optional<GlobalPoint> global) {
        this(tables, List.of(), List.of(), global);
    }
}
