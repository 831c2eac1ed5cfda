// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.endurance;

import java.util.List;
import java.util.Locale;

/**
 * Whether the heap has grown: the median of the last third of the samples is at most a tenth and 5 MB above that of the
 * middle third. The first third does not count: there tables, maps and compiled code come to be.
 *
 * @param middleBytes median of the middle third.
 * @param lastBytes   median of the last third.
 */
record Flatness(long middleBytes, long lastBytes) {
    /** What two thirds and a first one need at least. */
    static final int FEWEST_SAMPLES = 6;

    private static final double GROWTH = 1.1;
    private static final long ROOM_BYTES = 5_000_000;
    private static final double MEGABYTE = 1e6;

    /**
     * Looks at the samples.
     *
     * @param heapBytes what was alive, in the order of time; at least {@value #FEWEST_SAMPLES}.
     */
    static Flatness of(final List<Long> heapBytes) {
        final int count = heapBytes.size();
        if (count < FEWEST_SAMPLES) {
            throw new IllegalArgumentException(
                    count + " samples tell nothing: run for at least " + FEWEST_SAMPLES + " of them");
        }
        return new Flatness(
                median(heapBytes.subList(count / 3, 2 * count / 3)), median(heapBytes.subList(2 * count / 3, count)));
    }

    private static long median(final List<Long> values) {
        final List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    boolean isFlat() {
        return lastBytes <= middleBytes * GROWTH + ROOM_BYTES;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %s: %.1f MB in the middle third, %.1f MB in the last (at most 1.1 times that and 5 MB)",
                isFlat() ? "flat" : "NOT flat",
                middleBytes / MEGABYTE,
                lastBytes / MEGABYTE);
    }
}
