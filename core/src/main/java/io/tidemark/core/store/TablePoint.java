package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;

/**
 * A table and how far its rows are applied, as a row of the checkpoint table holds it.
 *
 * @param table    the source table.
 * @param location every row of the table up to here is in the downstream.
 */
public record TablePoint(TableId table, Location location) {
    /** Both are required. */
    public TablePoint {
        requireNonNull(table, "table");
        requireNonNull(location, "location");
    }
}
