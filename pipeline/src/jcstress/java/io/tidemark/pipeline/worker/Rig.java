// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.checkpoint.FlushSettings;
import io.tidemark.pipeline.checkpoint.WatermarkRing;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.job.JobFiller;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.metrics.WorkerMetrics;
import io.tidemark.pipeline.router.Router;
import io.tidemark.pipeline.router.Routing;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A pipeline's parts without their threads, for tests whose actors are the threads. Payloads are numbers. */
public final class Rig {
    /** A table. */
    public static final TableId TABLE = TableId.of("shop", "orders");

    private static final TableId OTHER_TABLE = TableId.of("shop", "customers");

    /** Behind the first transaction. */
    public static final Location END = Location.at(new BinlogPosition("mysql-bin.000001", 100));

    /** The job ring. */
    public final JobRing<Integer> ring;

    /** One a worker. */
    public final Sequence[] watermarks;

    /** Routes. */
    public final Router<Integer> router;

    /** Follows. */
    public final CheckpointRoutine<Integer> routine;

    /** Its points. */
    public final Checkpoint checkpoint;

    /** Snapshots that are handed over to the writer and not written yet. */
    public final Queue<Runnable> writes = new ConcurrentLinkedQueue<>();

    /** Sees what is written. */
    public final Consumer<CheckpointChange> written;

    /** Says that all is over. */
    public final FailureLatch latch = new FailureLatch();

    /** Holds the source back. */
    public final DispatchGate gate = new DispatchGate();

    /** Its histograms are greater than all the rest of a rig, of which there are many at once. */
    private static final WorkerMetrics METRICS = new WorkerMetrics(2, 1, () -> 0);

    private final WatermarkRing watermarkRing = new WatermarkRing(8);

    /**
     * Makes the parts.
     *
     * @param ringSize slots.
     * @param workers  how many.
     * @param settings when to flush.
     * @param written  sees what is written.
     */
    public Rig(
            final int ringSize,
            final int workers,
            final FlushSettings settings,
            final Consumer<CheckpointChange> written) {
        this.written = written;
        ring = new JobRing<>(ringSize);
        watermarks = new Sequence[workers];
        Arrays.setAll(watermarks, worker -> new Sequence());
        checkpoint = new Checkpoint(new Store());
        checkpoint.load();
        routine = new CheckpointRoutine<>(
                ring, watermarkRing, watermarks, checkpoint, writes::add, settings, gate, latch, () -> 0);
        ring.freedBy(routine.lowWatermark());
        router = new Router<>(ring, watermarks, routine.lowWatermark(), routine.flushPoints(), new CausalityMaps(8));
    }

    /** Never flushes of itself. */
    public static FlushSettings onRequest() {
        return new FlushSettings(FlushSettings.NEVER, false, 1, 1);
    }

    /**
     * Makes a worker.
     *
     * @param number   its number.
     * @param executor its executor.
     * @return the worker.
     */
    public JobWorker<Integer> worker(final int number, final JobExecutor<Integer> executor) {
        return new JobWorker<>(
                number, 1, ring, router.routed(), watermarks, watermarkRing, executor, METRICS.recorder(number));
    }

    /**
     * Sends a row if there is room.
     *
     * @param payload its payload.
     * @param keys    its keys.
     * @return whether there was room.
     */
    public boolean row(final int payload, final long... keys) {
        return row(TABLE, END, payload, keys);
    }

    /**
     * Sends a row of another table at another place, if there is room.
     *
     * @param payload its payload.
     * @param keys    its keys.
     * @return whether there was room.
     */
    public boolean rowOfAnotherEvent(final int payload, final long... keys) {
        return row(OTHER_TABLE, Location.ZERO, payload, keys);
    }

    private boolean row(final TableId table, final Location at, final int payload, final long[] keys) {
        final JobFiller<Integer> filler = ring.filler();
        if (!filler.hasRoom()) {
            return false;
        }
        final long sequence = filler.claim();
        filler.row(sequence, table, at, payload, keys, keys.length, 0);
        filler.publish(sequence);
        return true;
    }

    /** Sends a transaction's end. */
    public void end() {
        final JobFiller<Integer> filler = ring.filler();
        final long sequence = filler.claim();
        filler.transactionEnd(sequence, END);
        filler.publish(sequence);
    }

    /** Sends a transaction of one row, and has it routed and applied. */
    public void applyTransaction() {
        row(7, 1);
        end();
        router.doWork();
        final JobWorker<Integer> worker = worker(0, batch -> {});
        worker.doWork();
        worker.doWork();
    }

    /** A key whose rows a certain one of two workers applies. */
    public static long keyOf(final int worker) {
        long key = 1;
        while (Routing.workerOf(key, 2) != worker) {
            key++;
        }
        return key;
    }

    /** Whether a change holds all that there is after the first transaction. */
    public static boolean isWhole(final CheckpointChange change) {
        return change.tables().size() == 1
                && change.tables().get(0).location().equals(END)
                && change.global().orElseThrow().location().equals(END);
    }

    private final class Store implements CheckpointStore {
        @Override
        public void init() {}

        @Override
        public Optional<GlobalPoint> load(final Consumer<? super TablePoint> tables) {
            return Optional.empty();
        }

        @Override
        public void write(final CheckpointChange change) {
            written.accept(change);
        }

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }
}
