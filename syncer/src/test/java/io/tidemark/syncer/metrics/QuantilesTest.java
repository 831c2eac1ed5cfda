// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.pipeline.metrics.Distribution;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One picture serves all gauges of a scrape. */
class QuantilesTest {
    private final Distribution batches = Distribution.ofSizes(1, 100);
    private final Distribution waits = Distribution.ofSizes(1, 100);
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final Quantiles quantiles = new Quantiles(List.of(batches, waits), clock::get);

    @Test
    void allQuantilesOfAScrapeAreOfOneMoment() {
        batches.writer(0).record(10);
        waits.writer(0).record(20);
        assertThat(quantiles.valueAt(batches, 1.0)).isEqualTo(10);

        batches.writer(0).record(30);
        waits.writer(0).record(40);
        clock.addAndGet(Quantiles.KEPT_NS - 1);
        assertThat(quantiles.valueAt(batches, 1.0)).isEqualTo(10);
        assertThat(quantiles.valueAt(waits, 1.0)).isEqualTo(20);
    }

    @Test
    void nextScrapeSeesWhatHasComeMeanwhile() {
        batches.writer(0).record(10);
        assertThat(quantiles.valueAt(batches, 0.5)).isEqualTo(10);
        batches.writer(0).record(30);
        waits.writer(0).record(40);
        clock.addAndGet(Quantiles.KEPT_NS);
        assertThat(quantiles.valueAt(batches, 1.0)).isEqualTo(30);
        assertThat(quantiles.valueAt(waits, 0.5)).isEqualTo(40);
    }
}
