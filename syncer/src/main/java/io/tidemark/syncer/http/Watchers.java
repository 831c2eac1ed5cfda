// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether somebody looks at the status again and again, and has seen that the run failed. Any thread. */
final class Watchers {
    /** The page asks each second. */
    private static final Duration RECENT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CountDownLatch toldOfFailure = new CountDownLatch(1);
    private volatile boolean anybody;
    private volatile long lastNs;

    /** Somebody was told how the run is. */
    void told(final boolean failed) {
        lastNs = System.nanoTime();
        anybody = true;
        if (failed) {
            toldOfFailure.countDown();
        }
    }

    /** Returns when a watcher knows of the failure, or there is none, or none asks any more. */
    void awaitTold() {
        if (!anybody || System.nanoTime() - lastNs > RECENT.toNanos()) {
            return;
        }
        try {
            toldOfFailure.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
