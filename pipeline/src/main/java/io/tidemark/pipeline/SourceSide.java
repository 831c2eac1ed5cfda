// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.checkpoint.DispatchGate;
import io.tidemark.pipeline.job.JobFiller;
import io.tidemark.pipeline.metrics.SourceMetrics;
import io.tidemark.pipeline.metrics.StallCause;
import java.util.List;
import org.agrona.concurrent.IdleStrategy;

/**
 * The source's side of the job ring: what it hands in, when it may, and why it may not. Of the source thread alone, so that
 * the idle strategy has one user.
 */
final class SourceSide<P> {
    private final JobFiller<P> ring;
    private final BytesInFlight bytes;
    private final Lifecycle lifecycle;
    private final DispatchGate gate;
    private final IdleStrategy idle;
    private final SourceMetrics metrics;

    /** Whether rows were handed in whose transaction has not ended. */
    private boolean insideTransaction;

    SourceSide(
            final JobFiller<P> ring,
            final BytesInFlight bytes,
            final Lifecycle lifecycle,
            final DispatchGate gate,
            final IdleStrategy idle,
            final SourceMetrics metrics) {
        this.ring = ring;
        this.bytes = bytes;
        this.lifecycle = lifecycle;
        this.gate = gate;
        this.idle = idle;
        this.metrics = metrics;
    }

    void row(final TableId table, final Location location, final P payload, final long identityKey) {
        final long sequence = claim(0);
        ring.row(sequence, table, location, payload, identityKey);
        insideTransaction = true;
        ring.publish(sequence);
    }

    void row(
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
        ring.row(sequence, table, location, payload, keys, count, payloadBytes);
        insideTransaction = true;
        ring.publish(sequence);
    }

    void transaction(
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
        ring.transaction(sequence, tables, end, payload, routingKey, keys, count, rows, payloadBytes);
        ring.publish(sequence);
    }

    private static void requireSize(final Location location, final long payloadBytes) {
        if (payloadBytes < 0) {
            throw new IllegalArgumentException("the payload at " + location + " has " + payloadBytes
                    + " bytes; 0 stands for what does not matter");
        }
    }

    void transactionEnd(final Location location) {
        requireNonNull(location, "location");
        final long sequence = claim(0);
        ring.transactionEnd(sequence, location);
        insideTransaction = false;
        ring.publish(sequence);
    }

    void ddl(final DdlEffect effect, final Location location) {
        requireNonNull(effect, "effect");
        requireNonNull(location, "location");
        final long sequence = claim(0);
        ring.ddl(sequence, effect, location);
        insideTransaction = false;
        ring.publish(sequence);
    }

    /** The next job's sequence, once there is room for it and its payload, and it may be dispatched. */
    private long claim(final long payloadBytes) {
        if (!lifecycle.isRunning() || gate.isClosed() || !ring.hasRoom() || !bytes.admits(payloadBytes)) {
            awaitTurn(payloadBytes);
        }
        bytes.add(payloadBytes);
        return ring.claim();
    }

    private void awaitTurn(final long payloadBytes) {
        lifecycle.requireOpen();
        StallCause cause = cause(payloadBytes);
        while (cause != null) {
            cause = sitOut(cause, payloadBytes);
        }
        lifecycle.requireOpen();
    }

    /** Returns once there is another cause, or none; so each cause gets the time that it took. */
    private StallCause sitOut(final StallCause cause, final long payloadBytes) {
        metrics.stallBegins(cause);
        try {
            idle.reset();
            StallCause now = cause;
            while (now == cause) {
                lifecycle.requireOpen();
                idle.idle();
                now = cause(payloadBytes);
            }
            return now;
        } finally {
            metrics.stallEnds(cause);
        }
    }

    /** Null if nothing is in the way. */
    private StallCause cause(final long payloadBytes) {
        if (lifecycle.isPaused()) {
            return StallCause.PAUSED;
        }
        if (gate.isClosed()) {
            return StallCause.SYNC_FLUSH;
        }
        if (!ring.hasRoom()) {
            return StallCause.RING_FULL;
        }
        return bytes.admits(payloadBytes) ? null : StallCause.BYTES_IN_FLIGHT;
    }
}
