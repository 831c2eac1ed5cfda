// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.location.GtidSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to add one transaction to a GTID set of many intervals? Tidemark's set shares all but a path of its
 * tree; the baseline is an immutable set that copies its intervals.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class GtidSetBenchmark {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    /** Intervals of one server; every second transaction is missing. */
    @Param({"1", "1000", "100000"})
    public int intervals;

    private GtidSet set;
    private GtidSet grown;
    private String next;
    private TreeMap<Long, Long> copied;

    /** A JMH state. */
    public GtidSetBenchmark() {}

    /** Makes sets of 2-2:4-4:6-6 and so on. */
    @Setup
    public void fill() {
        final StringBuilder text = new StringBuilder(UUID);
        copied = new TreeMap<>();
        for (long i = 1; i <= intervals; i++) {
            text.append(':').append(2 * i);
            copied.put(2 * i, 2 * i);
        }
        set = GtidSet.parse(text.toString());
        next = UUID + ':' + (2L * intervals + 1);
        grown = set.plus(next);
    }

    /**
     * Adds the transaction that follows the last one.
     *
     * @return the new set.
     */
    @Benchmark
    public GtidSet plusShared() {
        return set.plus(next);
    }

    /**
     * The baseline.
     *
     * @return a copy with the last interval grown.
     */
    @Benchmark
    public Map<Long, Long> plusCopied() {
        final TreeMap<Long, Long> copy = new TreeMap<>(copied);
        copy.put(2L * intervals, 2L * intervals + 1);
        return copy;
    }

    /**
     * What the checkpoint asks at each transaction: is the new set beyond the old one?
     *
     * @return true.
     */
    @Benchmark
    public boolean containsItsPast() {
        return grown.contains(set);
    }
}
