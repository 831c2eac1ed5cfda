// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.metrics.PipelineMetrics;
import io.tidemark.pipeline.metrics.SourceMetrics;
import io.tidemark.pipeline.worker.JobExecutorFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Row changes in, applied by parallel workers in an order that keeps every key's history, with a checkpoint that follows
 * and never claims a row that is not applied.
 *
 * <p>Threading: one thread, the <em>source</em>, hands jobs in ({@link #row}, {@link #transactionEnd},
 * {@link #transaction}, {@link #ddl}); these calls block while the ring is full, too many bytes are in flight, a sync
 * flush is under way, or somebody has paused the pipeline: that is the back-pressure. Everything else may be called by any
 * thread.
 *
 * <p>Durability: a row is applied when its executor has returned. A point passes it only after that, and counts as
 * flushed only after the store has written it.
 *
 * @param <P> the embedder's payload, handed through to its {@link io.tidemark.pipeline.worker.JobExecutor}.
 */
public final class Pipeline<P> implements AutoCloseable {
    private final CheckpointRoutine<P> routine;
    private final Lifecycle lifecycle = new Lifecycle();
    private final SourceSide<P> source;
    private final CallerSide callers;
    private final PipelineMetrics metrics;
    private final StatusReader statusReader;

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
        return new Pipeline<>(config, requireNonNull(checkpoint, "checkpoint"), requireNonNull(executors, "executors"));
    }

    private Pipeline(final PipelineConfig config, final Checkpoint checkpoint, final JobExecutorFactory<P> executors) {
        final NanoClock clock = SystemNanoClock.INSTANCE;
        final PipelineThreads threads =
                new PipelineThreads(config.name(), config::newIdleStrategy, lifecycle.latch(), CallerSide.GRACE);
        final PipelineParts<P> parts =
                new PipelineParts<>(config, checkpoint, executors, threads.snapshotWriter(), lifecycle.latch());
        routine = parts.routine();
        final SourceMetrics sourceMetrics = new SourceMetrics(clock);
        final BytesInFlight bytes = new BytesInFlight(config.maxBytesInFlight(), routine.releasedBytes());
        source = new SourceSide<>(
                parts.ring().filler(), bytes, lifecycle, parts.gate(), config.newIdleStrategy(), sourceMetrics);
        callers = new CallerSide(parts.ring(), routine, lifecycle, threads);
        metrics = new LiveMetrics(parts, sourceMetrics, clock);
        statusReader = new StatusReader(lifecycle, parts, bytes, sourceMetrics, metrics, checkpoint, clock);
        threads.start(parts.agents());
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
        source.row(table, location, payload, identityKey);
    }

    /**
     * Hands in a row change whose size does not matter. Source thread; blocks while the ring is full.
     *
     * @param table    the source table; hand in the same object for the same table where you can.
     * @param location where the change stands, for messages.
     * @param payload  what the executor needs.
     * @param keys     hashes of the change's causality keys; the first, usually its identity's, chooses the worker; copied.
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
     * @param keys         hashes of the change's causality keys; the first, usually its identity's, chooses the worker;
     *                     copied.
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
        source.row(table, location, payload, keys, count, payloadBytes);
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
        source.transaction(tables, end, payload, routingKey, keys, count, rows, payloadBytes);
    }

    /**
     * Hands in a transaction's end: once everything before it is applied, the points of its tables and the global point
     * move here. Also for what moves the position without rows, such as a skipped DDL. Source thread.
     *
     * @param location the location after the transaction.
     * @throws PipelineFailedException if the pipeline has failed.
     */
    public void transactionEnd(final Location location) {
        source.transactionEnd(location);
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
        source.ddl(effect, location);
    }

    /**
     * Dispatches nothing more: the source's next call blocks until {@link #resume}. What was handed in is still applied and
     * flushed; a call that is under way may still hand its job in. Nothing happens if it is paused. Any thread; does not
     * block.
     *
     * @throws PipelineFailedException if the pipeline has failed.
     * @throws IllegalStateException if it is stopping or closed.
     */
    public void pause() {
        lifecycle.pause();
    }

    /**
     * Ends a pause; nothing happens if there is none. Any thread; does not block.
     *
     * @throws PipelineFailedException if the pipeline has failed.
     * @throws IllegalStateException if it is stopping or closed.
     */
    public void resume() {
        lifecycle.resume();
    }

    /**
     * Waits until everything handed in so far is applied and the points have moved. Any thread but the pipeline's own.
     *
     * @param timeout how long to wait at most.
     * @throws TimeoutException if that was not long enough; nothing is lost, call again to go on waiting.
     * @throws PipelineFailedException if the pipeline has failed.
     * @throws IllegalStateException if it is closed.
     */
    public void drain(final Duration timeout) throws TimeoutException {
        callers.drain(timeout);
    }

    /**
     * Asks for everything handed in so far to be applied and durably claimed by the checkpoint. Any thread; does not
     * block. A failed write is tried again until it succeeds: bound the wait with {@link CompletableFuture#orTimeout}.
     * What hangs on the future runs on the checkpoint's thread, so it must not block.
     *
     * @return completes once it is durable; fails with {@link PipelineFailedException} if the pipeline does.
     */
    public CompletableFuture<Void> flush() {
        return routine.flush();
    }

    /**
     * Sets the safe-mode exit point, or takes it away, while the pipeline runs: its checkpoint routine does so, since nobody
     * else may change the checkpoint meanwhile. Any thread; does not block.
     *
     * <p>It is set at once, but taken away only when everything handed in so far is claimed: a crash before that begins at
     * a point behind which the exit point still has to tell what may be applied already.
     *
     * @param exit rows up to here may be applied already; empty for none. It never goes back, only forward or away.
     * @return completes once it is durable, with everything handed in so far; fails with {@link PipelineFailedException}
     *     if the pipeline does.
     */
    public CompletableFuture<Void> safeModeExit(final Optional<Location> exit) {
        requireNonNull(exit, "exit");
        final Supplier<CompletableFuture<Void>> changed =
                () -> routine.change(checkpoint -> checkpoint.saveSafeModeExit(exit));
        return exit.isPresent() ? changed.get() : routine.flush().thenCompose(claimed -> changed.get());
    }

    /**
     * Stops gracefully: takes no more jobs, applies and flushes what was handed in, then ends all threads. Ends a pause.
     * Any thread but the pipeline's own, any number of times; a job that another thread is handing in meanwhile is
     * refused, or applied, or left to the restart.
     *
     * @param timeout how long that may take at most; afterwards the pipeline is closed all the same. Whoever is inside an
     *     executor then has 20 s more to return, and is interrupted after 10 of them.
     * @throws TimeoutException if it took longer: a restart begins at the flushed point.
     * @throws PipelineFailedException if the pipeline has failed.
     * @throws IllegalStateException if it was closed before everything was flushed.
     */
    public void stop(final Duration timeout) throws TimeoutException {
        callers.stop(timeout);
    }

    /**
     * A picture of what goes on. Any thread.
     *
     * @return the status.
     */
    public PipelineStatus status() {
        return statusReader.read();
    }

    /** @return what is counted and measured; to be read by any thread at any time, once closed too. */
    public PipelineMetrics metrics() {
        return metrics;
    }

    /** @return why the pipeline has failed, later failures as suppressed; empty if it has not. Any thread. */
    public Optional<PipelineFailedException> failure() {
        return Optional.ofNullable(lifecycle.latch().failure());
    }

    /**
     * Ends all threads without applying or flushing what is left, and waits for them. Any thread, any number of times; one
     * of the pipeline's own does not wait. No harm is done: a restart begins at the flushed point.
     *
     * <p>Whoever is inside an executor for 10 s more is interrupted, and then still waited for, because it might go on to
     * apply what a restart applies as well; {@link #stop} is bounded instead.
     */
    @Override
    public void close() {
        callers.close();
    }
}
