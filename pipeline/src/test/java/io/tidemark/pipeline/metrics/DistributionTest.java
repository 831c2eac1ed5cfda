// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Nothing that was measured is lost, however often it is read meanwhile. */
class DistributionTest {
    @Test
    void keepsEveryValueOfEveryWriterWhileItIsRead() {
        final int writers = 3;
        final int values = 50_000;
        final Distribution sizes = Distribution.ofSizes(writers, 100);
        final List<CompletableFuture<Void>> running = IntStream.range(0, writers)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < values; i++) {
                        sizes.writer(writer).record(1 + i % 100);
                    }
                }))
                .toList();
        long seen = 0;
        while (!running.stream().allMatch(CompletableFuture::isDone)) {
            final long now = sizes.histogram().getTotalCount();
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
        }
        final Histogram histogram = sizes.histogram();
        assertThat(histogram.getTotalCount()).isEqualTo((long) writers * values);
        assertThat(histogram.getMinValue()).isEqualTo(1);
        assertThat(histogram.getMaxValue()).isEqualTo(100);
        assertThat(histogram.getValueAtPercentile(50)).isEqualTo(50);
        assertThat(sizes.count()).isEqualTo((long) writers * values);
        assertThat(sizes.sum()).isEqualTo(writers * (values / 100) * 5_050L);
    }

    @Test
    void keepsWhatIsTooLongAsTheLongest() {
        final Distribution times = Distribution.ofTimes(1);
        times.writer(0).record(TimeUnit.DAYS.toNanos(1));
        assertThat(times.count()).isOne();
        assertThat(times.sum()).isEqualTo(TimeUnit.DAYS.toNanos(1));
        assertThat(times.histogram().getTotalCount()).isOne();
    }
}
