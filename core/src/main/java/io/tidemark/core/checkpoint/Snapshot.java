package io.tidemark.core.checkpoint;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.store.CheckpointChange;

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
}
