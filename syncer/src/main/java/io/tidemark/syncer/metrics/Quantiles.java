// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.metrics;

import io.tidemark.pipeline.metrics.Distribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Pictures of distributions, for gauges. Whoever scrapes asks for dozens of quantiles one after the other, and each would
 * read the histograms of all workers: so the first one to ask takes one picture of all distributions, which serves
 * everybody for a second. Any thread.
 */
final class Quantiles {
    static final List<Double> SHOWN = List.of(0.5, 0.99, 1.0);

    /** Longer than a scrape takes, and shorter than the time between two of them. */
    static final long KEPT_NS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final Map<Distribution, Histogram> picture = new HashMap<>();
    private long takenNs;

    /**
     * No picture yet.
     *
     * @param distributions all that will be asked for.
     * @param nanoTime      tells the time as {@link System#nanoTime} does.
     */
    Quantiles(final Iterable<Distribution> distributions, final LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        distributions.forEach(distribution -> picture.put(distribution, null));
    }

    /** What a share of all that was measured since the start does not exceed. */
    synchronized double valueAt(final Distribution distribution, final double quantile) {
        final long nowNs = nanoTime.getAsLong();
        if (picture.get(distribution) == null || nowNs - takenNs >= KEPT_NS) {
            takenNs = nowNs;
            picture.replaceAll((each, before) -> each.histogram());
        }
        return picture.get(distribution).getValueAtPercentile(100 * quantile);
    }
}
