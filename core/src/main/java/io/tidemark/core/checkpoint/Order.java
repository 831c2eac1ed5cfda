// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.location.PartialOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How points are compared with places: none goes back, and what is before one is handled. The writer's, unless said
 * otherwise. */
final class Order {
    private static final Logger LOG = LoggerFactory.getLogger(Order.class);

    private boolean fallbackIsReported;

    /**
     * Returns if a point may move.
     *
     * @param point    the point's name, for people.
     * @param saved    where it stands.
     * @param location where it is told to go.
     * @throws StalePointException if that is behind.
     */
    void requireNotBehind(final String point, final Location saved, final Location location) {
        if (isBehind(location, saved)) {
            throw new StalePointException(point, saved, location);
        }
    }

    private boolean isBehind(final Location location, final Location saved) {
        if (!fallbackIsReported && location.compareGtids(saved) == PartialOrder.INCOMPARABLE) {
            fallbackIsReported = true;
            LOG.warn("GTIDs can't tell which of {} and {} is first, so positions do", saved, location);
        }
        return location.compareTo(saved) < 0;
    }

    /** Whether a point that stands somewhere says that what happened up to a location is applied. Any thread. */
    static boolean isHandled(final Location saved, final Location location) {
        if (saved.isFresh()) {
            return false;
        }
        if (saved.gtids().isEmpty() && !location.gtids().isEmpty()) {
            return location.position().compareTo(saved.position()) <= 0;
        }
        return location.compareTo(saved) <= 0;
    }
}
