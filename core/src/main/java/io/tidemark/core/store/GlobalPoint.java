// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import java.util.Optional;

/**
 * Where a restart begins, and until where it has to repeat rows idempotently: the global row of the checkpoint table.
 *
 * @param location     everything before it is in the downstream.
 * @param safeModeExit rows up to here may be in the downstream already, rows beyond it certainly are not; empty if
 *                     nobody knows.
 */
public record GlobalPoint(Location location, Optional<Location> safeModeExit) {
    /** The point of a task that has never run. */
    public static final GlobalPoint ZERO = new GlobalPoint(Location.ZERO, Optional.empty());

    /** Both are required. */
    public GlobalPoint {
        requireNonNull(location, "location");
        requireNonNull(safeModeExit, "safeModeExit");
    }
}
