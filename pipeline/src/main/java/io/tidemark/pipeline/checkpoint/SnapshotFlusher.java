// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.checkpoint.Snapshot;
import io.tidemark.core.store.CheckpointRefusedException;
import io.tidemark.core.store.LeaseLostException;
import io.tidemark.pipeline.metrics.CheckpointMetrics;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes snapshots: takes one when it is due, has it written by another thread, and moves the flushed side afterwards.
 * A state machine that the checkpoint routine steps; nothing in here blocks.
 *
 * <p>Since points only ever follow the low watermark, a snapshot may be written at once: whatever it claims is applied.
 * Sync mode differs in one thing: the gate is closed until everything dispatched is applied and written.
 */
final class SnapshotFlusher {
    private enum State {
        IDLE,
        DRAINING,
        WRITING,
        BACKING_OFF
    }

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFlusher.class);

    private final Checkpoint checkpoint;
    private final Executor writer;
    private final FlushSettings settings;
    private final DispatchGate gate;
    private final Waiters requests;
    private final CheckpointMetrics metrics;

    private final Sequence flushPoints = new Sequence(0);
    private final Sequence flushes = new Sequence(0);
    private final Sequence failures = new Sequence(0);

    private State state = State.IDLE;
    private long lastBeginNs;
    private long retryAtNs;
    private long backoffNs;
    private CompletableFuture<Void> write;
    private Snapshot writing;
    private long writingUpTo;

    /** When points first moved after the snapshot under way was taken. */
    private long movedSinceNs;

    private boolean movedSince;

    SnapshotFlusher(
            final Checkpoint checkpoint,
            final Executor writer,
            final FlushSettings settings,
            final DispatchGate gate,
            final Waiters requests,
            final CheckpointMetrics metrics,
            final long nowNs) {
        this.checkpoint = checkpoint;
        this.writer = writer;
        this.settings = settings;
        this.gate = gate;
        this.requests = requests;
        this.metrics = metrics;
        metrics.flushed().begin(nowNs);
        this.lastBeginNs = nowNs;
        this.backoffNs = settings.firstBackoffNs();
    }

    /** Points may have moved. */
    void pointsMoved(final long nowNs) {
        if (!metrics.unflushed().goesOn() && isUnflushed()) {
            metrics.unflushed().begin(nowNs);
        }
        if (state == State.WRITING && !movedSince) {
            movedSince = true;
            movedSinceNs = nowNs;
        }
    }

    private boolean isUnflushed() {
        return !checkpoint.globalPoint().equals(checkpoint.flushedGlobalPoint());
    }

    /**
     * One step.
     *
     * @param nowNs        the time.
     * @param lowWatermark every job up to here is applied, and its points have moved.
     * @param dispatched   the last job that was dispatched.
     * @return 1 if something was done.
     */
    int step(final long nowNs, final long lowWatermark, final long dispatched) {
        return switch (state) {
            case IDLE -> beginIfDue(nowNs, lowWatermark);
            case DRAINING -> {
                if (lowWatermark >= dispatched) {
                    take(nowNs, lowWatermark);
                    yield 1;
                }
                yield 0;
            }
            case WRITING -> finishIfDone(nowNs);
            case BACKING_OFF -> {
                if (nowNs - retryAtNs >= 0) {
                    take(nowNs, lowWatermark);
                    yield 1;
                }
                yield 0;
            }
        };
    }

    private int beginIfDue(final long nowNs, final long lowWatermark) {
        if (requests.anyUpTo(lowWatermark)) {
            take(nowNs, lowWatermark);
            return 1;
        }
        if (settings.intervalNs() == FlushSettings.NEVER || nowNs - lastBeginNs < settings.intervalNs()) {
            return 0;
        }
        if (settings.drains()) {
            gate.close();
            state = State.DRAINING;
        } else {
            take(nowNs, lowWatermark);
        }
        return 1;
    }

    private void take(final long nowNs, final long lowWatermark) {
        lastBeginNs = nowNs;
        final Optional<Snapshot> snapshot = checkpoint.snapshot();
        if (snapshot.isEmpty()) {
            done(lowWatermark);
            return;
        }
        flushPoints.set(flushPoints.get() + 1);
        writing = snapshot.get();
        writingUpTo = lowWatermark;
        movedSince = false;
        metrics.write().begin(nowNs);
        state = State.WRITING;
        final Snapshot toWrite = writing;
        write = CompletableFuture.runAsync(() -> checkpoint.write(toWrite), writer);
    }

    private int finishIfDone(final long nowNs) {
        if (!write.isDone()) {
            return 0;
        }
        metrics.write().end();
        try {
            write.join();
        } catch (final CompletionException e) {
            if (e.getCause() instanceof LeaseLostException lost) {
                // somebody else moves this checkpoint now: to go on applying rows would be to apply them twice
                throw lost;
            }
            if (e.getCause() instanceof CheckpointRefusedException refused) {
                throw refused;
            }
            checkpoint.discardPending();
            failures.set(failures.get() + 1);
            LOG.warn(
                    "checkpoint not written, tried again in {} ms, rows go on meanwhile: {}",
                    backoffNs / 1_000_000,
                    e.getCause().getMessage());
            retryAtNs = nowNs + backoffNs;
            backoffNs = Math.min(2 * backoffNs, settings.maxBackoffNs());
            state = State.BACKING_OFF;
            return 1;
        }
        checkpoint.flushed(writing);
        flushes.set(flushes.get() + 1);
        measureFlush(nowNs);
        backoffNs = settings.firstBackoffNs();
        done(writingUpTo);
        return 1;
    }

    private void measureFlush(final long nowNs) {
        metrics.flushTimes().writer(0).record(Math.max(0, nowNs - lastBeginNs));
        metrics.flushed().begin(nowNs);
        if (movedSince && isUnflushed()) {
            metrics.unflushed().begin(movedSinceNs);
        } else {
            metrics.unflushed().end();
        }
    }

    private void done(final long upTo) {
        requests.completeUpTo(upTo);
        gate.open();
        state = State.IDLE;
    }

    /** Counts snapshots taken; the router begins a new causality map at each. */
    Sequence flushPoints() {
        return flushPoints;
    }

    long flushes() {
        return flushes.get();
    }

    long failures() {
        return failures.get();
    }
}
