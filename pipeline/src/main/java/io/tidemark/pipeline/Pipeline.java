package io.tidemark.pipeline;

import static java.util.Objects.requireNonNull;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.checkpoint.FlushSettings;
import io.tidemark.pipeline.checkpoint.WatermarkRing;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.job.Job;
import io.tidemark.pipeline.router.Router;
import io.tidemark.pipeline.worker.JobExecutor;
import io.tidemark.pipeline.worker.JobExecutorFactory;
import io.tidemark.pipeline.worker.JobWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Row changes in, applied by parallel workers in an order that keeps every key's history, with a checkpoint that follows
 * and never claims a row that is not applied.
 *
 * <p>Threading: one thread, the <em>source</em>, hands jobs in ({@link #row}, {@link #transactionEnd},
 * {@link #transaction}, {@link #ddl}, {@link #drain}, {@link #stop}); these calls block while the ring is full or too
 * many bytes are in flight: that is the back-pressure. {@link #flush},
 * {@link #status} and {@link #close} may be called by any thread.
 *
 * <p>Durability: a row is applied when its executor has returned. A point passes it only after that, and counts as
 * flushed only after the store has written it.
 *
 * @param <P> the embedder's payload, handed through to its {@link io.tidemark.pipeline.worker.JobExecutor}.
 */
public final class Pipeline<P> implements AutoCloseable {
    /** Enough for every worker to publish many times between two steps of the checkpoint routine. */
    private static final int WATERMARK_SLOTS_PER_WORKER = 64;

    private static final long FIRST_BACKOFF_NS = Duration.ofMillis(100).toNanos();
    private static final long MAX_BACKOFF_NS = Duration.ofSeconds(10).toNanos();

    private final RingBuffer<Job<P>> ring;
    private final Checkpoint checkpoint;
    private final Router<P> router;
    private final List<JobWorker<P>> workers;
    private final Sequence[] watermarks;
    private final CheckpointRoutine<P> routine;
    private final DispatchGate gate = new DispatchGate();
    private final FailureLatch latch = new FailureLatch();
    private final PipelineThreads threads;
    private final IdleStrategy sourceIdle;
    private final Sequence sourceStalls = new Sequence(0);
    private final BytesInFlight bytesInFlight;

    /** Whether rows were handed in whose transaction has not ended; the source thread's. */
    private boolean insideTransaction;

    /**
     * Starts a pipeline.
     *
     * @param config     its settings.
     * @param checkpoint loaded; until the pipeline is closed nobody else may change it.
     * @param executors  makes one executor a worker.
     * @param <P>        the embedder's payload.
     * @return a running pipeline.
     */
    public static <P> Pipeline<P> start(
            final PipelineConfig config, final Checkpoint checkpoint, final JobExecutorFactory<P> executors) {
        final Pipeline<P> pipeline = new Pipeline<>(config, checkpoint, executors);
        pipeline.startThreads();
        return pipeline;
    }

    private Pipeline(final PipelineConfig config, final Checkpoint checkpoint, final JobExecutorFactory<P> executors) {
        this.checkpoint = requireNonNull(checkpoint, "checkpoint");
        requireNonNull(executors, "executors");
        threads = new PipelineThreads(config.name(), config::newIdleStrategy, latch);
        sourceIdle = config.newIdleStrategy();
        // nobody sleeps on the ring's barrier, so the strategy that has nothing to wake up is right
        ring = RingBuffer.createSingleProducer(Job::new, config.ringSize(), new BusySpinWaitStrategy());
        watermarks = new Sequence[config.workers()];
        Arrays.setAll(watermarks, worker -> new Sequence());

        final int slots = Integer.highestOneBit(config.workers() * WATERMARK_SLOTS_PER_WORKER) << 1;
        final WatermarkRing watermarkRing = new WatermarkRing(slots);
        routine = new CheckpointRoutine<>(
                ring,
                watermarkRing,
                config.workers(),
                checkpoint,
                threads.snapshotWriter(),
                flushSettings(config),
                gate,
                latch,
                SystemNanoClock.INSTANCE);
        ring.addGatingSequences(routine.lowWatermark());
        bytesInFlight = new BytesInFlight(config.maxBytesInFlight(), routine.releasedBytes());
        router = new Router<>(
                ring, watermarks, routine.lowWatermark(), routine.flushPoints(), new CausalityMaps(config.ringSize()));
        workers = new ArrayList<>();
        final List<JobExecutor<P>> created = createExecutors(config.workers(), executors);
        for (int worker = 0; worker < config.workers(); worker++) {
            workers.add(new JobWorker<>(
                    worker, config.batchSize(), ring, router.routed(), watermarks, watermarkRing, created.get(worker)));
        }
    }

    /** All of them, or none that is left open. */
    private static <P> List<JobExecutor<P>> createExecutors(final int workers, final JobExecutorFactory<P> executors) {
        final List<JobExecutor<P>> created = new ArrayList<>();
        try {
            for (int worker = 0; worker < workers; worker++) {
                created.add(requireNonNull(executors.create(worker), "the executor of a worker"));
            }
        } catch (final RuntimeException e) {
            created.forEach(JobExecutor::close);
            throw e;
        }
        return created;
    }

    private static FlushSettings flushSettings(final PipelineConfig config) {
        return new FlushSettings(
                config.flushMode() == FlushMode.NONE ? FlushSettings.NEVER : config.flushIntervalNs(),
                config.flushMode() == FlushMode.SYNC,
                FIRST_BACKOFF_NS,
                MAX_BACKOFF_NS);
    }

    private void startThreads() {
        final List<Agent> agents = new ArrayList<>(workers);
        agents.add(router);
        agents.add(routine);
        threads.start(agents);
    }

    /**
     * Hands in a row change with one causality key, whose size does not matter. Source thread; blocks while the ring is
     * full.
     *
     * @param table       the source table; hand in the same object for the same table where you can.
     * @param location    where the change stands, for messages.
     * @param payload     what the executor needs.
     * @param identityKey hash of the row's identity; equal for rows that must stay in order.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void row(final TableId table, final Location location, final P payload, final long identityKey) {
        final long sequence = claim(0);
        ring.get(sequence).fillRow(table, location, payload, identityKey);
        insideTransaction = true;
        ring.publish(sequence);
    }

    /**
     * Hands in a row change whose size does not matter. Source thread; blocks while the ring is full.
     *
     * @param table    the source table; hand in the same object for the same table where you can.
     * @param location where the change stands, for messages.
     * @param payload  what the executor needs.
     * @param keys     hashes of the change's causality keys, the identity key first; copied.
     * @param count    how many of them, at least one.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void row(final TableId table, final Location location, final P payload, final long[] keys, final int count) {
        row(table, location, payload, keys, count, 0);
    }

    /**
     * Hands in a row change. Source thread; blocks while the ring is full or too many bytes are in flight.
     *
     * @param table        the source table; hand in the same object for the same table where you can.
     * @param location     where the change stands, for messages.
     * @param payload      what the executor needs.
     * @param keys         hashes of the change's causality keys, the identity key first; copied.
     * @param count        how many of them, at least one.
     * @param payloadBytes about how much memory the payload holds, 0 for what does not matter.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void row(
            final TableId table,
            final Location location,
            final P payload,
            final long[] keys,
            final int count,
            final long payloadBytes) {
        if (count < 1 || count > keys.length) {
            throw new IllegalArgumentException("a row change of " + table + " at " + location + " has " + count
                    + " causality keys in an array of " + keys.length + ", but needs at least its identity key");
        }
        requireSize(location, payloadBytes);
        final long sequence = claim(payloadBytes);
        ring.get(sequence).fillRow(table, location, payload, keys, count, payloadBytes);
        insideTransaction = true;
        ring.publish(sequence);
    }

    /**
     * Hands in a whole transaction as one job: one worker applies all its row changes in one batch, so the downstream
     * never has a part of it. Once it and everything before it is applied, the points of its tables and the global point
     * move to its end; no {@link #transactionEnd} follows. Transactions handed in whole and row by row may take turns.
     * Source thread; blocks while the ring is full or too many bytes are in flight.
     *
     * <p>Transactions that share a key are applied in the order in which they are handed in, others in any.
     *
     * @param tables       the source tables that it changes, at least one; copied.
     * @param end          the location after the transaction.
     * @param payload      what the executor needs: all row changes, in order.
     * @param routingKey   what its worker is chosen by, the same after a restart: a hash of its GTID or its position.
     * @param keys         hashes of the causality keys of all its row changes, in any order; copied. More than 64 cost an
     *                     array of their own.
     * @param count        how many of them; 0 if nothing needs to come before or after it.
     * @param rows         how many row changes it holds, at least one.
     * @param payloadBytes about how much memory the payload holds, 0 for what does not matter.
     * @throws IllegalStateException if rows of a transaction that has not ended were handed in before.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void transaction(
            final List<TableId> tables,
            final Location end,
            final P payload,
            final long routingKey,
            final long[] keys,
            final int count,
            final int rows,
            final long payloadBytes) {
        requireNonNull(end, "end");
        if (insideTransaction) {
            throw new IllegalStateException("the whole transaction that ends at " + end
                    + " begins before the end of the one whose rows were handed in: call transactionEnd first");
        }
        if (tables.isEmpty() || rows < 1 || count < 0 || count > keys.length) {
            throw new IllegalArgumentException("the transaction that ends at " + end + " has " + rows + " rows of "
                    + tables.size() + " tables, and " + count + " causality keys in an array of " + keys.length
                    + ", but needs at least a row and a table; use transactionEnd for one without rows");
        }
        for (int i = 0; i < tables.size(); i++) {
            requireNonNull(tables.get(i), "a table");
        }
        requireSize(end, payloadBytes);
        final long sequence = claim(payloadBytes);
        ring.get(sequence).fillTransaction(tables, end, payload, routingKey, keys, count, rows, payloadBytes);
        ring.publish(sequence);
    }

    private static void requireSize(final Location location, final long payloadBytes) {
        if (payloadBytes < 0) {
            throw new IllegalArgumentException("the payload at " + location + " has " + payloadBytes
                    + " bytes; 0 stands for what does not matter");
        }
    }

    /**
     * Hands in a transaction's end: once everything before it is applied, the points of its tables and the global point
     * move here. Also for what moves the position without rows, such as a skipped DDL. Source thread.
     *
     * @param location the location after the transaction.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void transactionEnd(final Location location) {
        requireNonNull(location, "location");
        final long sequence = claim(0);
        ring.get(sequence).fillTransactionEnd(location);
        insideTransaction = false;
        ring.publish(sequence);
    }

    /**
     * Hands in a DDL that has been executed: the points of its tables and the global point move here, with the tables' new
     * structures, and points of tables that are gone are forgotten. Call {@link #drain} before executing it, and
     * {@link #flush} after handing it in. Also for a transaction's end that comes with structures not known before. Source
     * thread.
     *
     * @param effect   what it did to tables.
     * @param location the location after it.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void ddl(final DdlEffect effect, final Location location) {
        requireNonNull(effect, "effect");
        requireNonNull(location, "location");
        final long sequence = claim(0);
        ring.get(sequence).fillDdl(effect, location);
        insideTransaction = false;
        ring.publish(sequence);
    }

    private long claim(final long payloadBytes) {
        latch.requireAlive();
        if (mustStall(payloadBytes)) {
            sourceStalls.set(sourceStalls.get() + 1);
            sourceIdle.reset();
            while (mustStall(payloadBytes)) {
                latch.requireAlive();
                sourceIdle.idle();
            }
        }
        bytesInFlight.add(payloadBytes);
        return ring.next();
    }

    private boolean mustStall(final long payloadBytes) {
        return gate.isClosed() || !ring.hasAvailableCapacity(1) || !bytesInFlight.admits(payloadBytes);
    }

    /**
     * Waits until everything handed in is applied and the points have moved. Source thread.
     *
     * @param timeout how long to wait at most.
     * @throws TimeoutException if that was not long enough; nothing is lost, call again to go on waiting.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void drain(final Duration timeout) throws TimeoutException {
        final long last = ring.getCursor();
        final long startNs = System.nanoTime();
        sourceIdle.reset();
        while (routine.lowWatermark().get() < last) {
            latch.requireAlive();
            if (System.nanoTime() - startNs > timeout.toNanos()) {
                throw new TimeoutException("after " + timeout + " jobs "
                        + (routine.lowWatermark().get() + 1) + " to " + last + " are still not applied");
            }
            sourceIdle.idle();
        }
        latch.requireAlive();
    }

    /**
     * Asks for everything handed in so far to be applied and durably claimed by the checkpoint. Any thread; does not
     * block. A failed write is tried again until it succeeds: bound the wait with {@link CompletableFuture#orTimeout}.
     *
     * @return completes once it is durable; fails with {@link PipelineFailedException} if the pipeline does.
     */
    public CompletableFuture<Void> flush() {
        return routine.flush();
    }

    /**
     * Stops gracefully: applies and flushes everything handed in, then closes. Source thread.
     *
     * @param timeout how long that may take at most; afterwards the pipeline is closed all the same.
     * @throws TimeoutException if it took longer: a restart begins at the flushed point.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void stop(final Duration timeout) throws TimeoutException {
        try {
            final long startNs = System.nanoTime();
            drain(timeout);
            final long leftNs = timeout.toNanos() - (System.nanoTime() - startNs);
            flush().orTimeout(Math.max(0, leftNs), TimeUnit.NANOSECONDS).join();
        } catch (final CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new TimeoutException("after " + timeout + " the checkpoint is still not written");
            }
            throw latch.isHalted() ? latch.halted() : e;
        } finally {
            close();
        }
    }

    /**
     * A picture of what goes on. Any thread.
     *
     * @return the status.
     */
    public PipelineStatus status() {
        // before the cursor, so that nothing seems to be applied that was not dispatched
        final long lowWatermark = routine.lowWatermark().get();
        final List<PipelineStatus.WorkerStatus> each = new ArrayList<>();
        long rowsApplied = 0;
        long batches = 0;
        for (int i = 0; i < watermarks.length; i++) {
            final JobWorker<P> worker = workers.get(i);
            each.add(new PipelineStatus.WorkerStatus(watermarks[i].get(), worker.applied(), worker.waitsFor()));
            rowsApplied += worker.applied();
            batches += worker.batches();
        }
        return new PipelineStatus(
                ring.getCursor(),
                lowWatermark,
                bytesInFlight.get(),
                rowsApplied,
                batches,
                router.conflicts(),
                router.mapsAlive(),
                router.mapEntries(),
                routine.flushes(),
                routine.flushFailures(),
                sourceStalls.get(),
                checkpoint.globalPoint(),
                checkpoint.flushedGlobalPoint(),
                each);
    }

    /**
     * Ends all threads without applying or flushing what is left, and waits for them. Any thread, any number of times. No
     * harm is done: a restart begins at the flushed point.
     */
    @Override
    public void close() {
        latch.close();
        threads.close();
    }
}
