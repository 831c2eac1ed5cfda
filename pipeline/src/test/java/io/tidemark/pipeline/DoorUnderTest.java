// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.failure.FailureLatch;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.metrics.SourceMetrics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.IdleStrategy;

/**
 * A pipeline's source side, lifecycle and graceful stop without its threads, for the simulation, which lives in a room of
 * its own.
 *
 * @param <P> the payload.
 */
public final class DoorUnderTest<P> {
    private final Lifecycle lifecycle = new Lifecycle();
    private final DispatchGate gate;
    private BytesInFlight bytes;
    private SourceSide<P> source;
    private GracefulStop gracefulStop;

    /** A running pipeline, whose ring comes later. */
    public DoorUnderTest(final DispatchGate gate) {
        this.gate = gate;
    }

    /**
     * Takes what to hand jobs to.
     *
     * @param ring    the job ring.
     * @param bound   bytes in flight, at most.
     * @param routine the checkpoint routine.
     * @param onIdle  called again and again while the source has to wait; may throw to give up the call under way.
     */
    public void connect(
            final JobRing<P> ring, final long bound, final CheckpointRoutine<P> routine, final Runnable onIdle) {
        bytes = new BytesInFlight(bound, routine.releasedBytes());
        source = new SourceSide<>(ring.filler(), bytes, lifecycle, gate, new Idle(onIdle), new SourceMetrics(() -> 0));
        gracefulStop = new GracefulStop(lifecycle, ring, routine);
    }

    /** Hands in a row. */
    public void row(
            final TableId table, final Location location, final P payload, final long[] keys, final long payloadBytes) {
        source.row(table, location, payload, keys, keys.length, payloadBytes);
    }

    /** Hands in a whole transaction. */
    public void transaction(
            final List<TableId> tables,
            final Location end,
            final P payload,
            final long routingKey,
            final long[] keys,
            final int rows,
            final long payloadBytes) {
        source.transaction(tables, end, payload, routingKey, keys, keys.length, rows, payloadBytes);
    }

    /** Hands in a transaction's end. */
    public void transactionEnd(final Location location) {
        source.transactionEnd(location);
    }

    /** Hands in a DDL. */
    public void ddl(final DdlEffect effect, final Location location) {
        source.ddl(effect, location);
    }

    /** Pauses. */
    public void pause() {
        lifecycle.pause();
    }

    /** Resumes. */
    public void resume() {
        lifecycle.resume();
    }

    /** Begins a graceful stop, which is done when there is nothing to wait for any more. */
    public CompletableFuture<Void> beginStop() {
        return gracefulStop.begin();
    }

    /** Ends a graceful stop; true if it has stopped. */
    public boolean endStop() {
        return gracefulStop.end();
    }

    /** Closes. */
    public void close() {
        lifecycle.close();
    }

    /** Where it stands in its life. */
    public PipelineState state() {
        return lifecycle.state();
    }

    /** Whether its threads end at their next step. */
    public boolean isHalted() {
        return lifecycle.latch().isHalted();
    }

    /** Where failures go. */
    public FailureLatch latch() {
        return lifecycle.latch();
    }

    /** What is in flight. */
    public long bytesInFlight() {
        return bytes.get();
    }

    private record Idle(Runnable onIdle) implements IdleStrategy {
        @Override
        public void idle(final int workCount) {
            if (workCount == 0) {
                onIdle.run();
            }
        }

        @Override
        public void idle() {
            onIdle.run();
        }

        @Override
        public void reset() {}
    }
}
