// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.causality.LastWriter;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to ask who wrote a key last while checkpoint writes are slow, so that 1 to 1,000 flush points are
 * outstanding? Half of the keys asked for are new, as those of INSERTs, half were written a moment ago. The baseline is
 * {@link MapPerFlush}.
 *
 * <p>Workers are ten thousand jobs behind at most, as the job ring sees to; 100 rows lie between two flush points.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CausalityLookupBenchmark {
    private static final int RING_SIZE = 1 << 14;
    private static final int LAG = 10_000;
    private static final int ROWS_PER_FLUSH = 100;
    private static final int WARM_ROWS = 110_000;
    private static final int WORKERS = 8;
    private static final int ASKED = 1_024;
    private static final int SEED = 20;

    /** Flush points whose write is not durable. */
    @Param({"1", "10", "100", "1000"})
    public int outstanding;

    private CausalityMaps maps;
    private MapPerFlush mapPerFlush;
    private long[] asked;

    /** A JMH state. */
    public CausalityLookupBenchmark() {}

    /** Plays rows and flush points: as many rows for all, of which the last flush points are outstanding. */
    @Setup(Level.Trial)
    public void play() {
        final SplittableRandom random = new SplittableRandom(SEED);
        maps = new CausalityMaps(RING_SIZE);
        mapPerFlush = new MapPerFlush();
        final long[] written = new long[WARM_ROWS];
        boolean turnIsDue = false;
        for (int row = 0; row < WARM_ROWS; row++) {
            final long key = random.nextLong();
            written[row] = key;
            final boolean flushPoint = row % ROWS_PER_FLUSH == 0;
            turnIsDue |= flushPoint;
            if (maps.turn(row - LAG, turnIsDue)) {
                turnIsDue = false;
            }
            maps.put(key, row, row % WORKERS);
            // before them the baseline's maps are dropped
            if (row >= WARM_ROWS - outstanding * ROWS_PER_FLUSH) {
                if (flushPoint) {
                    mapPerFlush.flushPoint();
                }
                mapPerFlush.put(key, LastWriter.of(row, row % WORKERS));
            }
        }
        asked = new long[ASKED];
        for (int i = 0; i < ASKED; i++) {
            asked[i] = i % 2 == 0 ? random.nextLong() : written[WARM_ROWS - 1 - random.nextInt(ROWS_PER_FLUSH)];
        }
    }

    /**
     * Looks keys up.
     *
     * @return something that depends on all answers.
     */
    @Benchmark
    @OperationsPerInvocation(ASKED)
    public long causalityMaps() {
        long sum = 0;
        for (final long key : asked) {
            sum += maps.lastWriter(key);
        }
        return sum;
    }

    /**
     * The baseline.
     *
     * @return something that depends on all answers.
     */
    @Benchmark
    @OperationsPerInvocation(ASKED)
    public long mapPerFlush() {
        long sum = 0;
        for (final long key : asked) {
            sum += mapPerFlush.lastWriter(key);
        }
        return sum;
    }
}
