package io.tidemark.bench;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.checkpoint.Snapshot;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.InMemoryCheckpointStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Does a snapshot cost what has changed, or what is known? The points of 100 tables move, a snapshot is taken and marked
 * as flushed, with 100 tables known and with a million. The changed tables are the same 100 objects in both, so that
 * caches are asked the same question.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SnapshotBenchmark {
    private static final int CHANGED = 100;

    /** Tables that have a point. */
    @Param({"100", "1000000"})
    public int known;

    private Checkpoint checkpoint;
    private TableId[] tables;
    private long offset = 4;

    /** A JMH state. */
    public SnapshotBenchmark() {}

    /** Saves and flushes a point of every table. */
    @Setup(Level.Trial)
    public void saveAll() {
        checkpoint = new Checkpoint(new InMemoryCheckpointStore());
        checkpoint.load();
        tables = new TableId[CHANGED];
        for (int i = 0; i < known; i++) {
            final TableId table = TableId.of("schema" + i % 1000, "table" + i);
            if (i < CHANGED) {
                tables[i] = table;
            }
            checkpoint.saveTablePoint(table, next());
        }
        checkpoint.flushed(checkpoint.snapshot().orElseThrow());
    }

    private Location next() {
        offset++;
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    /**
     * Moves 100 points and takes their snapshot through its life, without a store.
     *
     * @return the snapshot.
     */
    @Benchmark
    public Snapshot snapshotOf100ChangedTables() {
        final Location location = next();
        for (final TableId table : tables) {
            checkpoint.saveTablePoint(table, location);
        }
        final Snapshot snapshot = checkpoint.snapshot().orElseThrow();
        checkpoint.flushed(snapshot);
        return snapshot;
    }
}
