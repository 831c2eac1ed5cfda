// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The median of some values and their quartiles.
 *
 * @param low    a quarter of the values is below it.
 * @param median half of them.
 * @param high   three quarters.
 */
record Spread(double low, double median, double high) {
    private static final double QUARTER = 0.25;

    /** Quartiles between two values lie on the line between them. */
    static Spread of(final DoubleStream values) {
        final double[] sorted = values.sorted().toArray();
        return new Spread(at(sorted, QUARTER), at(sorted, 2 * QUARTER), at(sorted, 3 * QUARTER));
    }

    private static double at(final double[] sorted, final double part) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values: " + Arrays.toString(sorted));
        }
        final double place = part * (sorted.length - 1);
        final int below = (int) place;
        final int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The median, and the quartiles in brackets. */
    String text(final int digits) {
        final String number = "%,." + digits + "f";
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", median, low, high);
    }
}
