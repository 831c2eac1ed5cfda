// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.checkpoint;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.store.StoredCheckpoint;
import io.tidemark.syncer.progress.OwnRecords;
import java.util.Optional;

/**
 * What the downstream holds of a task's source at one moment.
 *
 * @param tableName the checkpoint table's quoted name.
 * @param stored    what is in it.
 * @param records   what Tidemark keeps beside it.
 * @param worker    the process that works on the source, in words, if one does.
 */
public record CheckpointState(
        String tableName, StoredCheckpoint stored, OwnRecords.Found records, Optional<String> worker) {
    /** All are required. */
    public CheckpointState {
        requireNonNull(tableName, "tableName");
        requireNonNull(stored, "stored");
        requireNonNull(records, "records");
        requireNonNull(worker, "worker");
    }

    /** @return whether no run of the source has left anything. */
    public boolean isEmpty() {
        return stored.global().isEmpty() && stored.tables().isEmpty() && records.isEmpty();
    }

    /** @return whether there is nothing of the source at all, from operators neither. */
    public boolean hasNothing() {
        return isEmpty() && records.ddlRules() == 0;
    }

    /** @return whether somebody else than Tidemark has moved the global point since Tidemark flushed it last. */
    public boolean movedByOthers() {
        return records.flushed().isPresent() && !records.flushed().equals(stored.global());
    }
}
