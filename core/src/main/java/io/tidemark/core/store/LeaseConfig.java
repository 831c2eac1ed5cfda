// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a {@link JdbcCheckpointStore} keeps others away from its source.
 *
 * @param expiry   how long the server keeps the lease of a process that is silent, for instance because its machine or
 *                 the network has gone; whole seconds, from 2 seconds to 1 day. A process that ends or is killed is
 *                 noticed at once, however long this is.
 * @param patience how long a start waits for another process to let go before it is refused; whole seconds, from 1 to
 *                 30. Must be below the time after which the data source gives up a statement.
 */
public record LeaseConfig(Duration expiry, Duration patience) {
    /**
     * 30 seconds of silence are more than a pause of the garbage collector and less than an operator's patience; 5
     * seconds are enough for the last statement of a process that has been killed.
     */
    public static final LeaseConfig DEFAULT = new LeaseConfig(Duration.ofSeconds(30), Duration.ofSeconds(5));

    /** Both are required, and must be in their bounds. */
    public LeaseConfig {
        requireWithin("expiry", requireNonNull(expiry, "expiry"), 2, 86_400);
        requireWithin("patience", requireNonNull(patience, "patience"), 1, 30);
    }

    private static void requireWithin(final String name, final Duration value, final long min, final long max) {
        if (!value.equals(Duration.ofSeconds(value.toSeconds()))
                || value.toSeconds() < min
                || value.toSeconds() > max) {
            throw new IllegalArgumentException(
                    "The lease's " + name + " must be " + min + " to " + max + " whole seconds, not " + value);
        }
    }
}
