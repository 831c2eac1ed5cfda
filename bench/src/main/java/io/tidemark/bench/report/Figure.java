// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import java.util.Arrays;
import java.util.Map;

/**
 * One measured quantity, with every iteration's value in the order of time.
 *
 * @param benchmark the class's simple name and the method.
 * @param params    JMH's parameters.
 * @param label     the secondary result's label; empty for the score itself.
 * @param unit      of the values.
 * @param values    one an iteration, at least one.
 */
public record Figure(String benchmark, Map<String, String> params, String label, String unit, double[] values) {
    private static final double QUARTER = 0.25;
    private static final double HALF = 0.5;

    /** Copies the values. */
    public Figure {
        if (values.length == 0) {
            throw new IllegalArgumentException(benchmark + ' ' + params + ' ' + label + " has no values");
        }
        values = values.clone();
    }

    /** @return the value that half of the values are below. */
    public double median() {
        return quantile(HALF);
    }

    /** @return the value that a quarter of the values is below. */
    public double lowerQuartile() {
        return quantile(QUARTER);
    }

    /** @return the value that three quarters of the values are below. */
    public double upperQuartile() {
        return quantile(1 - QUARTER);
    }

    /** This quantity in relation to another one that was measured in turns with it. */
    Figure over(final Figure baseline, final String ratio) {
        final double[] ratios = new double[Math.min(values.length, baseline.values.length)];
        Arrays.setAll(ratios, i -> values[i] / baseline.values[i]);
        return new Figure(benchmark, params, ratio, "ratio", ratios);
    }

    /** Between two neighbours in proportion. */
    private double quantile(final double share) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final double at = share * (sorted.length - 1);
        final int below = (int) at;
        final int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
