// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A contender, and how far it is from the downstream.
 *
 * @param contender who replays.
 * @param added     to each round trip to the downstream.
 */
record Entrant(Contender contender, Duration added) {
    /** All are required. */
    Entrant {
        requireNonNull(contender, "contender");
        requireNonNull(added, "added");
    }

    /** For people: what tells it from the others. */
    @Override
    public String toString() {
        return contender.key() + " (" + contender.workers()
                + (contender.batch() > 0 ? " x " + contender.batch() : "")
                + (added.isZero() ? "" : ", +" + added.toMillis() + " ms") + ')';
    }
}
