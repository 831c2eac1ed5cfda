package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.at;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.checkpoint.FlushSettings;
import io.tidemark.pipeline.checkpoint.WatermarkRing;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.job.Job;
import io.tidemark.pipeline.router.Router;
import io.tidemark.pipeline.worker.Batch;
import io.tidemark.pipeline.worker.JobWorker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.Agent;

/**
 * The pipeline's own router, workers and checkpoint routine, without their threads: a seed decides who makes the next
 * step, which batches and writes fail, and when everything crashes and starts again from the flushed point. After each
 * step the invariants are checked, and in the end the downstream must be what a serial run makes of the stream.
 */
final class Simulation {
    record Row(long number, long[] keys) {}

    /** What the stream's n-th entry is: a row, or, where null, the end of a transaction. */
    private final List<Row> stream = new ArrayList<>();

    private final Random random;
    private final int workers;
    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final Set<Long> everApplied = new HashSet<>();
    private final Map<Long, Long> downstream = new HashMap<>();
    private int crashes;
    private boolean calm;

    private Checkpoint checkpoint;
    private RingBuffer<Job<Row>> ring;
    private List<Agent> agents;
    private ArrayDeque<Runnable> writes;
    private DispatchGate gate;
    private Sequence lowWatermark;
    private int nextOfStream;
    private long nowNs;
    private long lastGlobal;
    private Map<Long, Long> newestOfKeyThisRun;

    Simulation(final long seed) {
        random = new Random(seed);
        workers = 1 + random.nextInt(5);
        final int keys = 1 + random.nextInt(12);
        final int transactions = 1 + random.nextInt(30);
        for (int i = 0; i < transactions; i++) {
            final int rows = random.nextInt(4);
            for (int row = 0; row < rows; row++) {
                final long[] of = random.longs(1 + random.nextInt(3), 0, keys).toArray();
                stream.add(new Row(stream.size() + 1, of));
            }
            stream.add(null);
        }
    }

    /** Runs to the end of the stream, through every crash. */
    void run() {
        restart();
        int steps = 0;
        while (!isFinished()) {
            if (++steps > 200_000) {
                throw new AssertionError("no end in sight: a deadlock");
            }
            calm = steps > 3_000;
            if (!calm && random.nextInt(400) == 0) {
                crash();
            } else {
                step();
            }
            checkInvariants();
        }
        checkAgainstSerialRun();
    }

    private boolean isFinished() {
        return nextOfStream == stream.size() && Stream.offsetOf(checkpoint.flushedGlobalPoint()) == stream.size();
    }

    private void restart() {
        checkpoint = new Checkpoint(store);
        checkpoint.load();
        nextOfStream = (int) Stream.offsetOf(checkpoint.flushedGlobalPoint());
        lastGlobal = nextOfStream;
        newestOfKeyThisRun = new HashMap<>();
        writes = new ArrayDeque<>();
        gate = new DispatchGate();
        ring = RingBuffer.createSingleProducer(Job::new, 4 << random.nextInt(4), new BusySpinWaitStrategy());
        final Sequence[] watermarks = new Sequence[workers];
        Arrays.setAll(watermarks, worker -> new Sequence());
        final WatermarkRing watermarkRing = new WatermarkRing(4);
        final FlushSettings settings = new FlushSettings(1 + random.nextInt(40), random.nextBoolean(), 3, 20);
        final CheckpointRoutine<Row> routine = new CheckpointRoutine<>(
                ring, watermarkRing, workers, checkpoint, writes::add, settings, gate, new FailureLatch(), () -> nowNs);
        lowWatermark = routine.lowWatermark();
        ring.addGatingSequences(lowWatermark);
        final Router<Row> router = new Router<>(
                ring, watermarks, lowWatermark, routine.flushPoints(), new CausalityMaps(1 + random.nextInt(8)));
        agents = new ArrayList<>(List.of(router, routine));
        for (int worker = 0; worker < workers; worker++) {
            agents.add(new JobWorker<>(
                    worker, 1 + random.nextInt(4), ring, router.routed(), watermarks, watermarkRing, this::apply));
        }
    }

    private void step() {
        nowNs++;
        final int choice = random.nextInt(agents.size() + 3);
        if (choice < agents.size()) {
            try {
                agents.get(choice).doWork();
            } catch (final PipelineFailedException e) {
                crash();
            } catch (final Exception e) {
                throw new AssertionError(e);
            }
        } else if (choice == agents.size()) {
            if (!writes.isEmpty()) {
                if (!calm && random.nextInt(4) == 0) {
                    store.failNextWrites(1, new CheckpointStoreException("as the seed wants it", null));
                }
                writes.remove().run();
            }
        } else {
            dispatch();
        }
    }

    private void dispatch() {
        if (nextOfStream == stream.size() || gate.isClosed() || !ring.hasAvailableCapacity(1)) {
            return;
        }
        final Row row = stream.get(nextOfStream++);
        final long sequence = ring.next();
        if (row == null) {
            ring.get(sequence).fillTransactionEnd(at(nextOfStream));
        } else {
            final TableId table = row.keys()[0] % 2 == 0 ? Stream.ACCOUNTS : Stream.ORDERS;
            ring.get(sequence).fillRow(table, at(nextOfStream), row, row.keys(), row.keys().length);
        }
        ring.publish(sequence);
    }

    private void apply(final Batch<Row> batch) {
        if (!calm && random.nextInt(60) == 0) {
            throw new IllegalStateException("as the seed wants it");
        }
        for (int i = 0; i < batch.size(); i++) {
            final Row row = batch.payload(i);
            for (final long key : row.keys()) {
                final Long before = newestOfKeyThisRun.put(key, row.number());
                if (before != null && before > row.number()) {
                    throw new AssertionError("key " + key + ": row " + row.number() + " came after " + before);
                }
                downstream.put(key, row.number());
            }
            everApplied.add(row.number());
        }
    }

    /** Everything in memory is gone; a write that was under way may have reached the store or not. */
    private void crash() {
        crashes++;
        if (!writes.isEmpty() && random.nextBoolean()) {
            writes.remove().run();
        }
        restart();
    }

    private void checkInvariants() {
        final long saved = Stream.offsetOf(checkpoint.globalPoint());
        final long flushed = Stream.offsetOf(checkpoint.flushedGlobalPoint());
        final long stored = store.load()
                .global()
                .map(point -> Stream.offsetOf(point.location()))
                .orElse(0L);
        require(flushed <= saved && saved <= nextOfStream, "flushed <= applied <= received");
        require(stored >= flushed && stored <= saved, "the store is between flushed and applied");
        require(saved >= lastGlobal, "the global point is monotonic");
        for (long offset = lastGlobal + 1; offset <= saved; offset++) {
            final Row row = stream.get((int) offset - 1);
            require(row == null || everApplied.contains(row.number()), "no point passes an unapplied row");
        }
        lastGlobal = saved;
    }

    private void checkAgainstSerialRun() {
        final Map<Long, Long> serial = new HashMap<>();
        for (final Row row : stream) {
            if (row != null) {
                for (final long key : row.keys()) {
                    serial.put(key, row.number());
                }
            }
        }
        require(serial.equals(downstream), "the downstream is what a serial run makes");
    }

    private void require(final boolean holds, final String invariant) {
        if (!holds) {
            throw new AssertionError("violated: " + invariant + " (after " + crashes + " crashes)");
        }
    }
}
