// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a flush hold the source up? A source that sends at a steady rate, well below what the pipeline takes,
 * notes how long each transaction takes to be handed in: with sync flushes, async flushes, and none, the baseline that
 * tells what the machine itself does to a thread.
 *
 * <p>A source that stands still can't note the transactions that it should have sent meanwhile, so each long one is
 * completed by those (coordinated omission).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class SourceStallBenchmark {
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Time between flushes. */
    @Param("100")
    public int flushIntervalMs;

    /** How long a write of the checkpoint takes. */
    @Param("10")
    public int storeLatencyMs;

    /** How long a worker's transaction takes. */
    @Param("1")
    public int batchLatencyMs;

    /** How many transactions of ten rows the source has a second. */
    @Param("20000")
    public int transactionsPerSecond;

    /** How long a mode runs in each round. */
    @Param("2000")
    public int sliceMs;

    private int round;

    /** A JMH state. */
    public SourceStallBenchmark() {}

    /** Runs every mode once. */
    @Benchmark
    public void round() {
        final FlushMode[] modes = FlushMode.values();
        for (int i = 0; i < modes.length; i++) {
            final FlushMode mode = modes[(i + round) % modes.length];
            final Histogram stalls = stalls(mode);
            for (final double percentile : PERCENTILES) {
                Figures.tell(
                        mode.name().toLowerCase(Locale.ROOT) + " p" + percentile,
                        stalls.getValueAtPercentile(percentile) / 1e3,
                        "us");
            }
        }
        round++;
    }

    private Histogram stalls(final FlushMode mode) {
        final PipelineConfig config = PipelineConfig.builder()
                .flushMode(mode)
                .flushInterval(Duration.ofMillis(flushIntervalMs))
                .build();
        final Histogram stalls = new Histogram(LONGEST_NS, DIGITS);
        try (Pipeline<Object> pipeline = BenchPipeline.start(config, batchLatencyMs, storeLatencyMs)) {
            send(new RowSource(), pipeline, stalls);
        }
        return stalls;
    }

    /** A millisecond's transactions at once, then a pause: a spinning source would take one of two cores for itself. */
    private void send(final RowSource source, final Pipeline<Object> pipeline, final Histogram stalls) {
        final long expectedNs = TimeUnit.SECONDS.toNanos(1) / transactionsPerSecond;
        final long start = System.nanoTime();
        final long end = start + TimeUnit.MILLISECONDS.toNanos(sliceMs);
        long due = 0;
        long sent = 0;
        long now = start;
        while (now < end) {
            due = (now - start) / expectedNs;
            // what a stall has kept from being sent is made up for by the histogram, not by a burst
            sent = Math.max(sent, due - transactionsPerSecond / 100);
            for (; sent < due; sent++) {
                final long before = System.nanoTime();
                source.transaction(pipeline);
                stalls.recordValueWithExpectedInterval(System.nanoTime() - before, expectedNs);
            }
            LockSupport.parkNanos(TICK_NS);
            now = System.nanoTime();
        }
    }
}
