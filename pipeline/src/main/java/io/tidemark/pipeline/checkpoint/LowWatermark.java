// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import com.lmax.disruptor.Sequence;
import java.util.Arrays;

/**
 * The least of all workers' watermarks: every job up to there is applied. The checkpoint routine's.
 *
 * <p>Workers publish what they have applied. What they only pass over, they do not publish: with many idle workers that
 * would be a publication each for every row of somebody else. A worker that holds the low watermark back is looked at
 * instead, so an idle one never does for long, and only those are read whose last publication does not settle the matter.
 */
final class LowWatermark {
    private final Sequence[] watermarks;

    /** As far as is known; never beyond the worker's own. */
    private final long[] known;

    private long low = -1;
    private int laggard;

    LowWatermark(final Sequence[] watermarks) {
        this.watermarks = watermarks.clone();
        known = new long[watermarks.length];
        Arrays.fill(known, low);
    }

    /** Receives a publication. */
    void watermark(final int worker, final long sequence) {
        known[worker] = Math.max(known[worker], sequence);
    }

    long get() {
        if (known[laggard] == low) {
            known[laggard] = watermarks[laggard].get();
            if (known[laggard] == low) {
                return low;
            }
        }
        long least = Long.MAX_VALUE;
        for (int worker = 0; worker < known.length; worker++) {
            if (known[worker] < least) {
                known[worker] = watermarks[worker].get();
                if (known[worker] < least) {
                    least = known[worker];
                    laggard = worker;
                }
            }
        }
        low = least;
        return low;
    }

    /** The worker that stands at the low watermark. */
    int laggard() {
        return laggard;
    }
}
