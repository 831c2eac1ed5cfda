// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * What does a checkpoint cost the rows? Rows per second through a whole pipeline whose executors take a given time a
 * batch and whose store takes a given time a write, with sync flushes, async flushes, and none, the baseline.
 *
 * <p>An invocation is a round: each mode gets a fresh pipeline for a slice of time, one right after the other, the first
 * one being another each round. So the ratios are those of neighbours in time, which a noisy machine needs. A slice
 * holds a whole flush at least.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 12)
public class FlushModeBenchmark {
    /** Time between flushes. */
    @Param({"10", "100", "1000"})
    public int flushIntervalMs;

    /** How long a write of the checkpoint takes. */
    @Param({"0", "10", "1000"})
    public int storeLatencyMs;

    /** How long a worker's transaction takes. */
    @Param({"0", "1", "5"})
    public int batchLatencyMs;

    /** Workers. */
    @Param("8")
    public int workers;

    /** How long a mode runs in each round, at least. */
    @Param("300")
    public int sliceMs;

    private int round;

    /** A JMH state. */
    public FlushModeBenchmark() {}

    /** Runs every mode once. */
    @Benchmark
    public void round() {
        final FlushMode[] modes = FlushMode.values();
        final Map<FlushMode, Double> rates = new EnumMap<>(FlushMode.class);
        for (int i = 0; i < modes.length; i++) {
            final FlushMode mode = modes[(i + round) % modes.length];
            rates.put(mode, rate(mode));
        }
        round++;
        rates.forEach((mode, rate) -> Figures.tell(mode.name().toLowerCase(Locale.ROOT), rate, "rows/s"));
        Figures.tell("async/none", rates.get(FlushMode.ASYNC) / rates.get(FlushMode.NONE), "ratio");
        Figures.tell("sync/none", rates.get(FlushMode.SYNC) / rates.get(FlushMode.NONE), "ratio");
    }

    private double rate(final FlushMode mode) {
        final PipelineConfig config = PipelineConfig.builder()
                .workers(workers)
                .flushMode(mode)
                .flushInterval(Duration.ofMillis(flushIntervalMs))
                .build();
        // a tenth more than interval and write, since a drain comes between the two
        final long wholeFlushMs = (flushIntervalMs + storeLatencyMs) * 11L / 10;
        try (Pipeline<Object> pipeline = BenchPipeline.start(config, batchLatencyMs, storeLatencyMs)) {
            return new RowSource()
                    .rowsPerSecond(pipeline, TimeUnit.MILLISECONDS.toNanos(Math.max(sliceMs, wholeFlushMs)));
        }
    }
}
