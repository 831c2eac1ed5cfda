// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import io.tidemark.pipeline.router.Routing;
import java.util.SplittableRandom;
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
 * What does a conflict cost? A share of the rows has two keys that two other rows have just written, on two workers. The
 * pipeline lets one worker wait for the other; the baseline, {@link DrainAllSource}, waits until all workers are done.
 *
 * <p>An invocation is a round: both get a fresh pipeline for a slice of time, one right after the other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 8)
public class ConflictBenchmark {
    private static final int RING_SIZE = 1 << 14;
    private static final int SEED = 20;

    /** How far back the two other rows lie at most. */
    private static final int RECENT = 16;

    /** Conflicts in a million rows. */
    @Param({"0", "1000", "10000", "100000"})
    public int conflictsPerMillion;

    /** How long a worker's transaction takes. */
    @Param("1")
    public int batchLatencyMs;

    /** Workers. */
    @Param("8")
    public int workers;

    /** How long a contender runs in each round. */
    @Param("700")
    public int sliceMs;

    private int round;

    /** A JMH state. */
    public ConflictBenchmark() {}

    /** How a contender takes a row. */
    @FunctionalInterface
    private interface RowTaker {
        void row(Location location, long[] keys, int count);
    }

    /** Runs both once. */
    @Benchmark
    public void round() {
        final double waits;
        final double drains;
        if (round % 2 == 0) {
            waits = waitForWriter();
            drains = drainAll();
        } else {
            drains = drainAll();
            waits = waitForWriter();
        }
        round++;
        Figures.tell("wait for the writer", waits, "rows/s");
        Figures.tell("drain all", drains, "rows/s");
        Figures.tell("wait/drain", waits / drains, "ratio");
    }

    private double waitForWriter() {
        try (Pipeline<Object> pipeline = start()) {
            final double rate = send(
                    pipeline, (at, keys, count) -> pipeline.row(RowSource.TABLE, at, RowSource.TABLE, keys, count));
            tellConflicts("waits", pipeline.status().conflicts(), pipeline);
            return rate;
        }
    }

    private double drainAll() {
        try (Pipeline<Object> pipeline = start()) {
            final DrainAllSource source = new DrainAllSource(pipeline, RING_SIZE);
            final double rate = send(pipeline, source::row);
            tellConflicts("drains", source.conflicts(), pipeline);
            return rate;
        }
    }

    /** Of the rows handed in: some of them have been routed, but not applied. */
    private static void tellConflicts(final String what, final long conflicts, final Pipeline<Object> pipeline) {
        final double transactions = (pipeline.status().dispatched() + 1.0) / (RowSource.ROWS + 1);
        Figures.tell(what, 1e6 * conflicts / (transactions * RowSource.ROWS), "of a million");
    }

    private Pipeline<Object> start() {
        final PipelineConfig config = PipelineConfig.builder()
                .workers(workers)
                .ringSize(RING_SIZE)
                .flushMode(FlushMode.NONE)
                .build();
        return BenchPipeline.start(config, batchLatencyMs, 0);
    }

    private double send(final Pipeline<Object> pipeline, final RowTaker taker) {
        final RowSource source = new RowSource();
        final SplittableRandom random = new SplittableRandom(SEED);
        final long[] keys = new long[2];
        long lastKey = 0;
        final long start = System.nanoTime();
        final long end = start + TimeUnit.MILLISECONDS.toNanos(sliceMs);
        long now = start;
        while (now < end) {
            final Location location = source.nextLocation();
            for (int i = 0; i < RowSource.ROWS; i++) {
                if (lastKey > RECENT && random.nextInt(1_000_000) < conflictsPerMillion) {
                    keys[0] = lastKey - random.nextInt(RECENT);
                    keys[1] = ofAnotherWorker(keys[0], lastKey, random);
                    taker.row(location, keys, 2);
                } else {
                    lastKey = source.nextKey();
                    keys[0] = lastKey;
                    taker.row(location, keys, 1);
                }
            }
            pipeline.transactionEnd(location);
            now = System.nanoTime();
        }
        return pipeline.status().rowsApplied() * 1e9 / (now - start);
    }

    private long ofAnotherWorker(final long key, final long lastKey, final SplittableRandom random) {
        final int worker = Routing.workerOf(key, workers);
        long other = key;
        while (Routing.workerOf(other, workers) == worker) {
            other = lastKey - random.nextInt(RECENT);
        }
        return other;
    }
}
