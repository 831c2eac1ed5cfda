package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What one flush writes: the points that differ from those in the store, and nothing else.
 *
 * @param tables the changed table points.
 * @param global the global row, if it has to be written; it is written last, so that its success marks the flush.
 */
public record CheckpointChange(List<TablePoint> tables, Optional<GlobalPoint> global) {
    /** Both are required; the list is copied. */
    public CheckpointChange {
        tables = List.copyOf(tables);
        requireNonNull(global, "global");
    }
}
