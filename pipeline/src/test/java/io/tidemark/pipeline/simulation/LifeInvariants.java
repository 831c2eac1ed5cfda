// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.TablePoint;
import io.tidemark.pipeline.router.Routing;
import io.tidemark.pipeline.simulation.SimulatedStream.Change;
import java.util.Map;
import java.util.Optional;

/** What must hold after every step of a life. Each check costs what has moved since the one before. */
final class LifeInvariants {
    private final Invariants invariants;
    private final SimulatedStream stream;
    private final SimulatedStore store;
    private final SimulatedDownstream downstream;
    private final Checkpoint checkpoint;
    private final Sequence[] watermarks;
    private final Sequence lowWatermark;
    private final int from;
    private final ExpectedPoints expected;
    private final long[] checkedOfWorker;

    private Location saved;
    private Location flushed;
    private Location inStore;

    LifeInvariants(
            final Invariants invariants,
            final SimulatedStream stream,
            final SimulatedStore store,
            final SimulatedDownstream downstream,
            final Checkpoint checkpoint,
            final SimulatedPipeline pipeline,
            final int from) {
        this.invariants = invariants;
        this.stream = stream;
        this.store = store;
        this.downstream = downstream;
        this.checkpoint = checkpoint;
        watermarks = pipeline.watermarks();
        lowWatermark = pipeline.lowWatermark();
        this.from = from;
        expected = new ExpectedPoints(stream, store.tablePoints(), from);
        checkedOfWorker = new long[watermarks.length];
        saved = checkpoint.globalPoint();
        flushed = saved;
        inStore = saved;
    }

    void check(final int sent, final long cursor) {
        checkWatermarks(cursor);
        checkSaved(sent);
        checkFlushed();
    }

    /** A worker's watermark is the promise that everything of its own up to there is applied. */
    private void checkWatermarks(final long cursor) {
        long least = Long.MAX_VALUE;
        for (int worker = 0; worker < watermarks.length; worker++) {
            final long reached = watermarks[worker].get();
            invariants.require(reached <= cursor, "no watermark is beyond what was dispatched");
            for (long sequence = checkedOfWorker[worker]; sequence <= reached; sequence++) {
                requireApplied(from + 1 + (int) sequence, worker, "no watermark passes an unapplied row");
            }
            invariants.require(reached + 1 >= checkedOfWorker[worker], "watermarks are monotonic");
            checkedOfWorker[worker] = reached + 1;
            least = Math.min(least, reached);
        }
        invariants.require(lowWatermark.get() <= least, "the low watermark is the least");
    }

    private void requireApplied(final int offset, final int worker, final String invariant) {
        if (stream.entry(offset) instanceof Change change
                && Routing.workerOf(change.routingKey(), watermarks.length) == worker) {
            invariants.require(downstream.isAppliedInThisLife(change), invariant);
        }
    }

    private void checkSaved(final int sent) {
        final Location now = checkpoint.globalPoint();
        if (isSame(now, saved)) {
            return;
        }
        final int before = SimulatedStream.offsetOf(saved);
        final int offset = SimulatedStream.offsetOf(now);
        saved = now;
        invariants.require(offset > before, "the global point is monotonic");
        invariants.require(offset <= sent, "applied <= received");
        invariants.require(stream.isBoundary(offset), "the global point is never inside a transaction");
        for (int number = before + 1; number <= Math.min(offset, sent); number++) {
            invariants.require(
                    downstream.isAppliedInThisLife(stream.entry(number)), "no point passes an unapplied row");
        }
        final Map<TableId, TablePoint> right = expected.at(offset);
        for (final TableId table : stream.tables()) {
            final Optional<TablePoint> point = Optional.ofNullable(right.get(table));
            invariants.require(
                    checkpoint.tablePoint(table).equals(point.map(TablePoint::location)),
                    "a table's point is where its last transaction ended");
            invariants.require(
                    checkpoint
                            .tableStructure(table)
                            .equals(point.flatMap(TablePoint::structure).orElse(TableInfo.NONE)),
                    "a table's structure is what its last DDL made of it");
        }
    }

    /** Most steps move nothing: to find that out has to cost next to nothing. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(final Location one, final Location other) {
        return one == other;
    }

    private void checkFlushed() {
        final Location now = checkpoint.flushedGlobalPoint();
        final Location stored = store.globalPoint();
        if (isSame(now, flushed) && isSame(stored, inStore)) {
            return;
        }
        invariants.require(stored.compareTo(saved) <= 0, "the store is not ahead of what is applied");
        invariants.require(stored.compareTo(inStore) >= 0, "what the store holds is monotonic");
        invariants.require(now.compareTo(flushed) >= 0, "the flushed side is monotonic");
        flushed = now;
        inStore = stored;
        invariants.require(now.compareTo(saved) <= 0, "flushed <= applied");
        invariants.require(now.compareTo(stored) <= 0, "the flushed side is not ahead of the store");
        for (final TableId table : stream.tables()) {
            final Location point = checkpoint.flushedTablePoint(table).orElse(Location.ZERO);
            final TablePoint pointInStore = store.tablePoints().get(table);
            invariants.require(
                    point.compareTo(pointInStore == null ? Location.ZERO : pointInStore.location()) <= 0,
                    "the flushed side of a table's point is not ahead of the store");
        }
    }

    /** Looks at what is about to be durable. */
    void checkWrite(final CheckpointChange change) {
        for (final TablePoint point : change.tables()) {
            invariants.require(
                    point.location().compareTo(saved) <= 0, "no table's point is written ahead of applied rows");
        }
        change.global()
                .ifPresent(point -> invariants.require(
                        point.location().compareTo(saved) <= 0,
                        "the global point is not written ahead of applied rows"));
    }
}
