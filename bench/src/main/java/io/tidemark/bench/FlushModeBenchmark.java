package io.tidemark.bench;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

/**
 * What does a checkpoint cost the rows? Rows per second through a whole pipeline whose executors take a given time a
 * batch and whose store takes a given time a write, with sync flushes, async flushes, and none.
 *
 * <p>The source hands in transactions of ten rows as fast as the ring takes them, so the score is the pipeline's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class FlushModeBenchmark {
    private static final int ROWS = 10;
    private static final TableId TABLE = TableId.of("bench", "rows");

    /** The contenders. */
    @Param({"NONE", "ASYNC", "SYNC"})
    public FlushMode flushMode;

    /** Time between flushes. */
    @Param("100")
    public int flushIntervalMs;

    /** How long a write of the checkpoint takes. */
    @Param({"0", "10"})
    public int storeLatencyMs;

    /** How long a worker's transaction takes. */
    @Param({"0", "1"})
    public int batchLatencyMs;

    /** Workers. */
    @Param("8")
    public int workers;

    private Pipeline<Object> pipeline;
    private long offset;
    private long key;

    /** A JMH state. */
    public FlushModeBenchmark() {}

    /** Starts the pipeline. */
    @Setup(Level.Trial)
    public void start() {
        final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
        store.writeLatency(TimeUnit.MILLISECONDS.toNanos(storeLatencyMs));
        final Checkpoint checkpoint = new Checkpoint(store);
        checkpoint.load();
        final long batchLatencyNs = TimeUnit.MILLISECONDS.toNanos(batchLatencyMs);
        pipeline = Pipeline.start(
                PipelineConfig.builder()
                        .workers(workers)
                        .flushMode(flushMode)
                        .flushInterval(Duration.ofMillis(flushIntervalMs))
                        .build(),
                checkpoint,
                worker -> batch -> {
                    if (batchLatencyNs > 0) {
                        LockSupport.parkNanos(batchLatencyNs);
                    }
                });
    }

    /** Closes the pipeline. */
    @TearDown(Level.Trial)
    public void close() {
        pipeline.close();
    }

    /** Hands one transaction in. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void rows() {
        offset++;
        final Location location = Location.at(new BinlogPosition("mysql-bin.000001", offset));
        for (int i = 0; i < ROWS; i++) {
            key++;
            pipeline.row(TABLE, location, TABLE, key);
        }
        pipeline.transactionEnd(location);
    }
}
