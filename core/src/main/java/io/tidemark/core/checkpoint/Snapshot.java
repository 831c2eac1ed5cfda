// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.ExtraStatement;
import java.util.List;

/**
 * An immutable picture of what differs from the flushed side. Safe to hand to any thread.
 *
 * @param number counts up by one from snapshot to snapshot of one checkpoint.
 * @param change what has to be written.
 */
public record Snapshot(long number, CheckpointChange change) {
    /** The change is required. */
    public Snapshot {
        requireNonNull(change, "change");
    }

    /**
     * The same snapshot with statements of the embedder's, which become durable together with it: after its table points,
     * before the global row, in its transaction.
     *
     * @param extra what is to be executed; any earlier ones are replaced.
     * @return the snapshot, under the same number.
     */
    public Snapshot with(final List<ExtraStatement> extra) {
        return new Snapshot(number, new CheckpointChange(change.tables(), change.gone(), extra, change.global()));
    }
}
