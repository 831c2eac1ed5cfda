// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.util.function.LongSupplier;

/** A bound on a rate: rows are due one after the other from the pace's creation on. Threads may share it. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long rowsPerSecond;
    private final LongSupplier nanoClock;
    private final long startNanos;

    /**
     * @param rowsPerSecond 0 for no bound.
     */
    Pace(final long rowsPerSecond, final LongSupplier nanoClock) {
        this.rowsPerSecond = rowsPerSecond;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
    }

    /** How long to wait, in ns, after that many rows; 0 if they are due already. */
    long nanosUntilDue(final long rows) {
        if (rowsPerSecond == 0) {
            return 0;
        }
        final long dueNanos = (long) (rows * NANOS_PER_SECOND / rowsPerSecond);
        return Math.max(0, dueNanos - (nanoClock.getAsLong() - startNanos));
    }
}
