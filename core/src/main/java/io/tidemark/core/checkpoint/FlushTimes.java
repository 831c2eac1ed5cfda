// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When the last snapshot was taken and the last flush ended. The writer moves them, any thread asks. */
final class FlushTimes {
    private final LongSupplier nanoTime;
    private volatile long snapshotNs;
    private volatile long flushNs;

    FlushTimes(final LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void loaded() {
        snapshotTaken();
        flushed();
    }

    void snapshotTaken() {
        snapshotNs = nanoTime.getAsLong();
    }

    void flushed() {
        flushNs = nanoTime.getAsLong();
    }

    boolean areBefore(final Duration interval) {
        final long nowNs = nanoTime.getAsLong();
        final long intervalNs = interval.toNanos();
        return nowNs - flushNs >= intervalNs && nowNs - snapshotNs >= intervalNs;
    }
}
