// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What do routing, causality, batches, watermarks and points cost on top of passing sequences? Rows per second through a
 * pipeline whose executors do nothing, against {@link BareDisruptor}, which has as many threads in the same stages, and
 * against {@link PlainDisruptor}, which does in them, in the plain way, the work that has to be done somewhere.
 *
 * <p>And does a row allocate? With {@code -prof gc} the pipeline must not allocate more than {@link #sourceAlone}: the
 * locations, which are the embedder's.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class PipelineThroughputBenchmark {
    private static final int RING_SIZE = 1 << 14;

    /** A JMH state. */
    public PipelineThroughputBenchmark() {}

    /** A running pipeline. */
    @State(Scope.Benchmark)
    public static class Tidemark {
        /** Workers. */
        @Param({"1", "4", "8", "16"})
        public int workers;

        private final RowSource source = new RowSource();
        private Pipeline<Object> pipeline;

        /** A JMH state. */
        public Tidemark() {}

        /** Starts it. */
        @Setup(Level.Trial)
        public void start() {
            final PipelineConfig config = PipelineConfig.builder()
                    .workers(workers)
                    .ringSize(RING_SIZE)
                    .flushMode(FlushMode.NONE)
                    .build();
            pipeline = BenchPipeline.start(config, 0, 0);
        }

        /** Closes it. */
        @TearDown(Level.Trial)
        public void close() {
            pipeline.close();
        }
    }

    /** A running Disruptor. */
    @State(Scope.Benchmark)
    public static class Bare {
        /** Workers. */
        @Param({"1", "4", "8", "16"})
        public int workers;

        private BareDisruptor disruptor;

        /** A JMH state. */
        public Bare() {}

        /** Starts it. */
        @Setup(Level.Trial)
        public void start() {
            disruptor = new BareDisruptor(workers, RING_SIZE);
        }

        /** Closes it. */
        @TearDown(Level.Trial)
        public void close() {
            disruptor.close();
        }
    }

    /** A running Disruptor whose stages do what has to be done somewhere. */
    @State(Scope.Benchmark)
    public static class Plain {
        /** Workers. */
        @Param({"1", "4", "8", "16"})
        public int workers;

        private final RowSource source = new RowSource();
        private PlainDisruptor disruptor;

        /** A JMH state. */
        public Plain() {}

        /** Starts it. */
        @Setup(Level.Trial)
        public void start() {
            disruptor = new PlainDisruptor(workers, RING_SIZE);
        }

        /**
         * Closes it.
         *
         * @param blackhole takes what it found.
         */
        @TearDown(Level.Trial)
        public void close(final Blackhole blackhole) {
            disruptor.close();
            blackhole.consume(disruptor.conflicts());
        }
    }

    /** A source. */
    @State(Scope.Benchmark)
    public static class Alone {
        private final RowSource source = new RowSource();

        /** A JMH state. */
        public Alone() {}
    }

    /**
     * Hands a transaction in.
     *
     * @param state the pipeline.
     */
    @Benchmark
    @OperationsPerInvocation(RowSource.ROWS)
    public void pipeline(final Tidemark state) {
        state.source.transaction(state.pipeline);
    }

    /**
     * The baseline: as many events as a transaction has, its end included.
     *
     * @param state the Disruptor.
     */
    @Benchmark
    @OperationsPerInvocation(RowSource.ROWS)
    public void bareDisruptor(final Bare state) {
        for (int i = 0; i <= RowSource.ROWS; i++) {
            state.disruptor.event();
        }
    }

    /**
     * The second baseline: the same rows, with the work that has to be done somewhere, done in the plain way.
     *
     * @param state the Disruptor.
     */
    @Benchmark
    @OperationsPerInvocation(RowSource.ROWS)
    public void plainDisruptor(final Plain state) {
        state.source.transaction(state.disruptor);
    }

    /**
     * What the source does by itself.
     *
     * @param state     the source.
     * @param blackhole takes what it makes.
     */
    @Benchmark
    @OperationsPerInvocation(RowSource.ROWS)
    public void sourceAlone(final Alone state, final Blackhole blackhole) {
        final Location location = state.source.nextLocation();
        for (int i = 0; i < RowSource.ROWS; i++) {
            blackhole.consume(state.source.nextKey());
        }
        blackhole.consume(location);
    }
}
