// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.util.Optional;

/**
 * A table, how far its rows are applied, and what it looked like there, as a row of the checkpoint table holds it.
 *
 * @param table     the source table.
 * @param location  every row of the table up to here is in the downstream.
 * @param structure the table's structure at the location. In what is loaded: empty if none is known. In a change: empty
 *                  if the store has it already, so that a structure is written only when it has changed;
 *                  {@link TableInfo#NONE} to have the store forget the one it has.
 */
public record TablePoint(TableId table, Location location, Optional<TableInfo> structure) {
    /** All are required. */
    public TablePoint {
        requireNonNull(table, "table");
        requireNonNull(location, "location");
        requireNonNull(structure, "structure");
    }

    /**
     * A point that says nothing about the structure.
     *
     * @param table    the source table.
     * @param location every row of the table up to here is in the downstream.
     */
    public TablePoint(final TableId table, final Location location) {
        this(table, location, Optional.empty());
    }
}
