// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Everything the store holds of one source.
 *
 * @param global the global row; empty if the source has never been checkpointed.
 * @param tables one point a table, in no particular order.
 */
public record StoredCheckpoint(Optional<GlobalPoint> global, List<TablePoint> tables) {
    /** What a store holds before the first write. */
    public static final StoredCheckpoint EMPTY = new StoredCheckpoint(Optional.empty(), List.of());

    /** Both are required; the list is copied. */
    public StoredCheckpoint {
        requireNonNull(global, "global");
        tables = List.copyOf(tables);
    }
}
