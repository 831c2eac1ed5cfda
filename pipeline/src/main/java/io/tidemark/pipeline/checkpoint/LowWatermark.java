package io.tidemark.pipeline.checkpoint;

import java.util.Arrays;

/** The least of all workers' watermarks: every job up to there is applied. The checkpoint routine's. */
final class LowWatermark {
    private final long[] watermarks;
    private long low = -1;
    private boolean stale;

    LowWatermark(final int workers) {
        watermarks = new long[workers];
        Arrays.fill(watermarks, -1);
    }

    void watermark(final int worker, final long sequence) {
        if (sequence > watermarks[worker]) {
            stale |= watermarks[worker] == low;
            watermarks[worker] = sequence;
        }
    }

    long get() {
        if (stale) {
            long least = Long.MAX_VALUE;
            for (final long watermark : watermarks) {
                least = Math.min(least, watermark);
            }
            low = least;
            stale = false;
        }
        return low;
    }
}
