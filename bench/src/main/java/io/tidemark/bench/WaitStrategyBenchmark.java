// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import io.tidemark.pipeline.worker.JobExecutor;
import java.lang.management.ManagementFactory;
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
 * How should a thread without work wait? For each strategy: rows per second where executors take no time, and where they
 * take some; what the latter costs of the processors; what it costs to do nothing; and how long a single row takes
 * through a pipeline that was idle.
 *
 * <p>An invocation is one strategy's round; {@code -rounds} alternates them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
public class WaitStrategyBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final int DIGITS = 3;

    /** The contenders. */
    @Param
    public IdleStrategies strategy;

    /** Workers. */
    @Param("8")
    public int workers;

    /** How long a worker's transaction takes where it takes some time. */
    @Param("1")
    public int batchLatencyMs;

    /** How long each of the four measurements takes. */
    @Param("600")
    public int sliceMs;

    private volatile long appliedAtNs;

    /** A JMH state. */
    public WaitStrategyBenchmark() {}

    /** Runs all four. */
    @Benchmark
    public void round() {
        final long sliceNs = TimeUnit.MILLISECONDS.toNanos(sliceMs);
        try (Pipeline<Object> pipeline = BenchPipeline.start(config(), 0, 0)) {
            Figures.tell("rows no-op executor", new RowSource().rowsPerSecond(pipeline, sliceNs), "rows/s");
        }
        try (Pipeline<Object> pipeline = BenchPipeline.start(config(), batchLatencyMs, 0)) {
            pause(sliceNs / 4);
            final long idleSince = System.nanoTime();
            final long cpuBeforeIdle = SYSTEM.getProcessCpuTime();
            pause(sliceNs);
            final long cpuBefore = SYSTEM.getProcessCpuTime();
            final double idleNs = System.nanoTime() - idleSince;
            Figures.tell("CPU idle", 100 * (cpuBefore - cpuBeforeIdle) / idleNs, "% of a core");

            final double rate = new RowSource().rowsPerSecond(pipeline, sliceNs);
            final double cpuNs = SYSTEM.getProcessCpuTime() - cpuBefore;
            Figures.tell("rows waiting executor", rate, "rows/s");
            Figures.tell("CPU a row waiting executor", cpuNs / pipeline.status().rowsApplied(), "ns");
        }
        final Histogram latencies = singleRows(sliceNs);
        Figures.tell("single row p50", latencies.getValueAtPercentile(50) / 1e3, "us");
        Figures.tell("single row p99", latencies.getValueAtPercentile(99) / 1e3, "us");
    }

    private PipelineConfig config() {
        return PipelineConfig.builder()
                .workers(workers)
                .flushMode(FlushMode.NONE)
                .idleStrategy(strategy::newStrategy)
                .build();
    }

    private Histogram singleRows(final long sliceNs) {
        final Histogram latencies = new Histogram(LONGEST_NS, DIGITS);
        final RowSource source = new RowSource();
        final Thread self = Thread.currentThread();
        final JobExecutor<Object> executor = batch -> {
            appliedAtNs = System.nanoTime();
            LockSupport.unpark(self);
        };
        try (Pipeline<Object> pipeline = BenchPipeline.start(config(), executor, 0)) {
            final long end = System.nanoTime() + sliceNs;
            while (System.nanoTime() < end) {
                pause(PAUSE_NS);
                final Location location = source.nextLocation();
                appliedAtNs = 0;
                final long before = System.nanoTime();
                pipeline.row(RowSource.TABLE, location, RowSource.TABLE, source.nextKey());
                while (appliedAtNs == 0) {
                    LockSupport.park(this);
                }
                latencies.recordValue(appliedAtNs - before);
                pipeline.transactionEnd(location);
            }
        }
        return latencies;
    }

    private static void pause(final long nanoseconds) {
        final long end = System.nanoTime() + nanoseconds;
        for (long left = nanoseconds; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
