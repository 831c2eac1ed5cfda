// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many batches of each worker the downstream has confirmed in one run. A worker moves its own number after the commit
 * and before its watermark; any thread reads. So what a low watermark relies on is never more than what is read after it.
 */
final class CommittedBatches {
    private final AtomicLongArray batches;

    CommittedBatches(final int workers) {
        batches = new AtomicLongArray(workers);
    }

    void set(final int worker, final long count) {
        batches.setRelease(worker, count);
    }

    long get(final int worker) {
        return batches.getAcquire(worker);
    }

    int workers() {
        return batches.length();
    }
}
