// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.pipeline.FlushMode;
import java.util.SplittableRandom;

/**
 * How one run of the syncer differs from the next.
 *
 * @param workers         workers.
 * @param batch           rows in one downstream transaction.
 * @param flushIntervalMs time between two flushes of the checkpoint.
 * @param flushMode       how the checkpoint is flushed.
 */
record RunSettings(int workers, int batch, long flushIntervalMs, FlushMode flushMode) {
    static final RunSettings FIRST = new RunSettings(3, 20, 50, FlushMode.ASYNC);

    private static final long[] INTERVALS_MS = {1, 20, 100, 1000};

    static RunSettings random(final SplittableRandom random) {
        return new RunSettings(
                random.nextInt(1, 6),
                random.nextInt(1, 60),
                INTERVALS_MS[random.nextInt(INTERVALS_MS.length)],
                random.nextInt(4) == 0 ? FlushMode.SYNC : FlushMode.ASYNC);
    }
}
