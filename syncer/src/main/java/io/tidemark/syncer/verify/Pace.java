// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps to a number of rows per second. One thread. */
final class Pace {
    private final long rowsPerSecond;
    private final CountDownLatch end;
    private long nextNs = System.nanoTime();

    /** Zero is no limit. */
    Pace(final long rowsPerSecond, final CountDownLatch end) {
        this.rowsPerSecond = rowsPerSecond;
        this.end = end;
    }

    /** Waits until so many rows may be read; less if the end is wanted. Returns whether they may be. */
    boolean take(final long rows) throws InterruptedException {
        if (rowsPerSecond == 0) {
            return end.getCount() > 0;
        }
        final long nowNs = System.nanoTime();
        final long waitNs = nextNs - nowNs;
        nextNs = Math.max(nextNs, nowNs) + (long) (rows * (double) TimeUnit.SECONDS.toNanos(1) / rowsPerSecond);
        return !end.await(Math.max(0, waitNs), TimeUnit.NANOSECONDS);
    }
}
