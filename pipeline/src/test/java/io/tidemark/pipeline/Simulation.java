package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.at;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.SimulatedStream.Change;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.checkpoint.FlushSettings;
import io.tidemark.pipeline.checkpoint.WatermarkRing;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.job.Job;
import io.tidemark.pipeline.metrics.WorkerMetrics;
import io.tidemark.pipeline.router.Router;
import io.tidemark.pipeline.worker.JobWorker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.Agent;

/**
 * The pipeline's own router, workers and checkpoint routine, without their threads: a seed decides who makes the next
 * step, which batches and writes fail, and when everything crashes and starts again from the flushed point. After each
 * step the invariants are checked, and in the end the downstream must be what a serial run makes of the stream.
 */
final class Simulation {
    private final Random random;
    private final int workers;
    private final SimulatedStream stream;
    private final SimulatedDatabase downstream;
    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private int crashes;
    private boolean calm;

    private Checkpoint checkpoint;
    private RingBuffer<Job<Change>> ring;
    private List<Agent> agents;
    private final WorkerMetrics metrics;
    private ArrayDeque<Runnable> writes;
    private DispatchGate gate;
    private Sequence lowWatermark;
    private long byteBound;
    private BytesInFlight bytes;
    private int nextOfStream;
    private long nowNs;
    private long lastGlobal;

    Simulation(final long seed) {
        random = new Random(seed);
        workers = 1 + random.nextInt(5);
        metrics = new WorkerMetrics(workers, 4, () -> nowNs);
        stream = new SimulatedStream(random);
        downstream = new SimulatedDatabase(() -> !calm && random.nextInt(150) == 0);
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
        require(stream.serialOutcome().equals(downstream.outcome()), "the downstream is what a serial run makes");
    }

    private boolean isFinished() {
        return nextOfStream == stream.size() && Stream.offsetOf(checkpoint.flushedGlobalPoint()) == stream.size();
    }

    private void restart() {
        checkpoint = new Checkpoint(store);
        checkpoint.load();
        nextOfStream = (int) Stream.offsetOf(checkpoint.flushedGlobalPoint());
        lastGlobal = nextOfStream;
        downstream.restart();
        writes = new ArrayDeque<>();
        gate = new DispatchGate();
        ring = RingBuffer.createSingleProducer(Job::new, 4 << random.nextInt(4), new BusySpinWaitStrategy());
        final Sequence[] watermarks = new Sequence[workers];
        Arrays.setAll(watermarks, worker -> new Sequence());
        final WatermarkRing watermarkRing = new WatermarkRing(4);
        final FlushSettings settings = new FlushSettings(1 + random.nextInt(40), random.nextBoolean(), 3, 20);
        final CheckpointRoutine<Change> routine = new CheckpointRoutine<>(
                ring,
                watermarkRing,
                watermarks,
                checkpoint,
                writes::add,
                settings,
                gate,
                new FailureLatch(),
                () -> nowNs);
        lowWatermark = routine.lowWatermark();
        ring.addGatingSequences(lowWatermark);
        byteBound = 1L + random.nextInt(60);
        bytes = new BytesInFlight(byteBound, routine.releasedBytes());
        final Router<Change> router = new Router<>(
                ring, watermarks, lowWatermark, routine.flushPoints(), new CausalityMaps(1 + random.nextInt(8)));
        agents = new ArrayList<>(List.of(router, routine));
        for (int worker = 0; worker < workers; worker++) {
            final int batchSize = 1 + random.nextInt(4);
            agents.add(new JobWorker<>(
                    worker,
                    batchSize,
                    ring,
                    router.routed(),
                    watermarks,
                    watermarkRing,
                    batch -> downstream.apply(batch, batchSize),
                    metrics.recorder(worker)));
        }
    }

    private void step() {
        nowNs++;
        final int choice = random.nextInt(agents.size() + 3);
        if (choice < agents.size()) {
            try {
                agents.get(choice).doWork();
            } catch (final PipelineFailedException e) {
                if (e.getCause() instanceof AssertionError violated) {
                    // the downstream's own; a worker takes it for a failure like any other
                    throw violated;
                }
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
        final Change change = stream.at(nextOfStream + 1);
        final long size = change == null ? 0 : change.bytes();
        if (!bytes.admits(size)) {
            return;
        }
        bytes.add(size);
        nextOfStream++;
        final long sequence = ring.next();
        fill(ring.get(sequence), change);
        ring.publish(sequence);
    }

    private void fill(final Job<Change> job, final Change change) {
        if (change == null) {
            job.fillTransactionEnd(at(nextOfStream));
            return;
        }
        final long[] keys = change.keys();
        if (change.whole()) {
            final int rows = change.rows().size();
            job.fillTransaction(
                    change.tables(), at(nextOfStream), change, nextOfStream, keys, keys.length, rows, change.bytes());
        } else {
            final TableId table = change.rows().get(0).table();
            job.fillRow(table, at(nextOfStream), change, keys, keys.length, change.bytes());
        }
    }

    /** Everything in memory is gone; a write that was under way may have reached the store or not. */
    private void crash() {
        crashes++;
        if (!writes.isEmpty() && random.nextBoolean()) {
            writes.remove().run();
        }
        for (final Change change : stream.changes()) {
            require(
                    downstream.holds(change) || downstream.holdsNothingOf(change),
                    "a crash leaves no half of a whole transaction");
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
            final Change change = stream.at(offset);
            require(change == null || downstream.holds(change), "no point passes an unapplied row");
        }
        for (final TableId table : SimulatedStream.TABLES) {
            final long point =
                    checkpoint.tablePoint(table).map(Stream::offsetOf).orElse(0L);
            require(point == stream.tablePoint(table, saved), "a table's point is at its last transaction's end");
        }
        lastGlobal = saved;
        checkBytesInFlight();
    }

    private void checkBytesInFlight() {
        long sum = 0;
        int payloads = 0;
        for (long sequence = lowWatermark.get() + 1; sequence <= ring.getCursor(); sequence++) {
            final long size = ring.get(sequence).payloadBytes();
            sum += size;
            payloads += size > 0 ? 1 : 0;
        }
        require(bytes.get() == sum, "bytes in flight are those of slots that are not cleared");
        require(sum <= byteBound || payloads == 1, "bytes in flight are bounded, or of one payload alone");
    }

    private void require(final boolean holds, final String invariant) {
        if (!holds) {
            throw new AssertionError("violated: " + invariant + " (after " + crashes + " crashes)");
        }
    }
}
