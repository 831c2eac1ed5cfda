// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.InMemoryCheckpointStore;
import java.util.Arrays;
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
 * as flushed, with 100 tables known, the baseline, and with a million.
 *
 * <p>An invocation is a round: both checkpoints live in one process and take snapshots in turns, a block of each, so
 * that collector, caches and neighbours meet both alike. The figures are medians of many blocks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class SnapshotBenchmark {
    private static final int CHANGED = 100;
    private static final int SNAPSHOTS_IN_A_BLOCK = 50;

    /** Tables that have a point in the larger checkpoint. */
    @Param("1000000")
    public int known;

    /** Blocks of each checkpoint in a round. */
    @Param("300")
    public int blocks;

    private Tables few;
    private Tables many;

    /** A JMH state. */
    public SnapshotBenchmark() {}

    /** A checkpoint, and those of its tables that move. */
    private static final class Tables {
        private final Checkpoint checkpoint = new Checkpoint(new InMemoryCheckpointStore());
        private final TableId[] changed = new TableId[CHANGED];
        private long offset = 4;

        /** Saves and flushes a point of every table. */
        Tables(final int known) {
            checkpoint.load();
            for (int i = 0; i < known; i++) {
                final TableId table = TableId.of("schema" + i % 1000, "table" + i);
                if (i < CHANGED) {
                    changed[i] = table;
                }
                checkpoint.saveTablePoint(table, next());
            }
            checkpoint.flushed(checkpoint.snapshot().orElseThrow());
        }

        private Location next() {
            offset++;
            return Location.at(new BinlogPosition("mysql-bin.000001", offset));
        }

        /** Takes snapshots through their lives, without a store; returns how long one takes, in microseconds. */
        double block() {
            final long start = System.nanoTime();
            for (int i = 0; i < SNAPSHOTS_IN_A_BLOCK; i++) {
                final Location location = next();
                for (final TableId table : changed) {
                    checkpoint.saveTablePoint(table, location);
                }
                checkpoint.flushed(checkpoint.snapshot().orElseThrow());
            }
            return (System.nanoTime() - start) / 1e3 / SNAPSHOTS_IN_A_BLOCK;
        }
    }

    /** Makes both checkpoints. */
    @Setup(Level.Trial)
    public void saveAll() {
        few = new Tables(CHANGED);
        many = new Tables(known);
        // what making them has left behind is not to be collected while snapshots are timed
        System.gc();
    }

    /** Takes snapshots of both in turns. */
    @Benchmark
    public void round() {
        final double[] ofFew = new double[blocks];
        final double[] ofMany = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            ofFew[i] = few.block();
            ofMany[i] = many.block();
        }
        Figures.tell("100 known", median(ofFew), "us");
        Figures.tell("many known", median(ofMany), "us");
        Figures.tell("many/100", median(ofMany) / median(ofFew), "ratio");
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
