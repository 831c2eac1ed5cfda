// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;

/** A point was told to go back. Nothing has changed; the message names both locations. */
public final class StalePointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location saved;
    private final transient Location refused;

    StalePointException(final String point, final Location saved, final Location refused) {
        super(point + " stands at " + saved + " and must not go back to " + refused);
        this.saved = saved;
        this.refused = refused;
    }

    /** @return where the point stands, and stays. */
    public Location saved() {
        return saved;
    }

    /** @return the older location that was refused. */
    public Location refused() {
        return refused;
    }
}
