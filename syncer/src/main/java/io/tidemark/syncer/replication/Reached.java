// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;

/**
 * Whether a boundary of the stream is at or beyond a place that somebody named.
 *
 * <p>A place may have a position alone or GTIDs alone, as an operator gives it, or both. GTIDs are asked where both
 * sides have them; then containment decides, so that a set that stands beside is not taken for one that is reached.
 * Positions are asked otherwise; a place without one is not reached before the boundary's GTIDs are known.
 */
public final class Reached {
    private Reached() {}

    /**
     * Asks.
     *
     * @param boundary of the stream.
     * @param place    that somebody named.
     * @return whether the boundary is at or beyond the place.
     */
    public static boolean by(final Location boundary, final Location place) {
        if (boundary.gtids().isEmpty() || place.gtids().isEmpty()) {
            return !place.position().file().isEmpty() && boundary.position().compareTo(place.position()) >= 0;
        }
        return boundary.gtids().contains(place.gtids());
    }
}
