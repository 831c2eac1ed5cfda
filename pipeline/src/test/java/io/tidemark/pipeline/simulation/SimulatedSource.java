// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.DoorUnderTest;
import io.tidemark.pipeline.PipelineState;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.simulation.SimulatedStream.Change;
import io.tidemark.pipeline.simulation.SimulatedStream.Ddl;
import io.tidemark.pipeline.simulation.SimulatedStream.Entry;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends the stream from where a life begins, through the pipeline's own source side. It holds to what an embedder is
 * told: around a DDL it drains before and waits for a flush afterwards; at the end it asks for a flush.
 *
 * <p>Where the pipeline would have its source wait, others go on meanwhile, until {@link NotNow} ends the call: it may
 * be made from inside an executor, which everybody waits for.
 */
final class SimulatedSource {
    /** Gives up a call that would wait. */
    static final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotNow() {
            super("not now", null, false, false);
        }
    }

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final SimulatedStream stream;
    private final Invariants invariants;
    private final SimulatedPipeline pipeline;
    private final DoorUnderTest<Change> door;
    private final Supplier<CompletableFuture<Void>> flush;
    private final BooleanSupplier hesitate;
    private int sent;
    private boolean isBusy;

    /** Whether others have gone on in the middle of the call under way. */
    private boolean hasHesitated;

    private boolean hasSlippedIn;
    private boolean isDrained;
    private boolean endIsAskedFor;
    private CompletableFuture<Void> waitsFor = NOTHING;

    SimulatedSource(
            final SimulatedStream stream,
            final int from,
            final Invariants invariants,
            final SimulatedPipeline pipeline,
            final Supplier<CompletableFuture<Void>> flush,
            final BooleanSupplier hesitate) {
        this.stream = stream;
        this.invariants = invariants;
        this.pipeline = pipeline;
        door = pipeline.door();
        this.flush = flush;
        this.hesitate = hesitate;
        sent = from;
    }

    /** The offset behind what has been sent. */
    int sent() {
        return sent;
    }

    /** Whether its last job came from a call that was under way when a sync flush began. */
    boolean hasSlippedIn() {
        return hasSlippedIn;
    }

    boolean isWaiting() {
        return !waitsFor.isDone();
    }

    void step() {
        if (isBusy || isWaiting()) {
            return;
        }
        if (sent == stream.end()) {
            if (!endIsAskedFor) {
                endIsAskedFor = true;
                waitsFor = flush.get();
            }
            return;
        }
        final Entry entry = stream.entry(sent + 1);
        if (entry instanceof Ddl && !isDrained) {
            isDrained = true;
            waitsFor = pipeline.routine().drain();
            return;
        }
        invariants.require(
                !(entry instanceof Ddl) || pipeline.isApplied(), "a drain ends when everything sent is applied");
        if (!isTaken(entry)) {
            return;
        }
        sent++;
        isDrained = false;
        if (entry instanceof Ddl) {
            waitsFor = flush.get();
        }
    }

    private boolean isTaken(final Entry entry) {
        final boolean wasOpen = pipeline.isOpen();
        isBusy = true;
        hasHesitated = false;
        try {
            send(entry);
        } catch (final NotNow e) {
            return false;
        } catch (final PipelineFailedException e) {
            invariants.require(pipeline.isHalted(), "a source is told of a failure only when there is one");
            return false;
        } catch (final IllegalStateException e) {
            invariants.require(!pipeline.isOpen(), "a source is refused only when no jobs are taken any more");
            return false;
        } finally {
            isBusy = false;
        }
        invariants.require(wasOpen, "no job is taken once a stop has begun");
        // a call that is under way may still hand its job in
        invariants.require(
                hasHesitated || door.state() != PipelineState.PAUSED, "nothing is dispatched during a pause");
        hasSlippedIn = pipeline.gate().isClosed();
        invariants.require(hasHesitated || !hasSlippedIn, "nothing is dispatched during a sync flush");
        return true;
    }

    /** Bytes of the call under way, which are counted in before its job is published. */
    int bytesInHand() {
        return isBusy ? stream.bytesUpTo(sent + 1) - stream.bytesUpTo(sent) : 0;
    }

    /** All threads have ended. */
    void callAfterTheEnd() {
        try {
            door.transactionEnd(stream.at(sent));
        } catch (final IllegalStateException | PipelineFailedException e) {
            return;
        }
        invariants.violated("no job is taken after the end", null);
    }

    /** The tables of a transaction; while the source is about to copy them, others go on. */
    private final class Hesitant extends AbstractList<TableId> {
        private final List<TableId> tables;

        Hesitant(final List<TableId> tables) {
            this.tables = tables;
        }

        @Override
        public TableId get(final int index) {
            hasHesitated |= hesitate.getAsBoolean();
            return tables.get(index);
        }

        @Override
        public int size() {
            return tables.size();
        }
    }

    private void send(final Entry entry) {
        final int to = sent + 1;
        if (entry instanceof Change change && change.isWhole()) {
            door.transaction(
                    new Hesitant(change.tables()),
                    change.location(),
                    change,
                    change.routingKey(),
                    change.keys(),
                    change.rows().size(),
                    change.bytes());
        } else if (entry instanceof Change change) {
            door.row(change.tables().get(0), change.location(), change, change.keys(), change.bytes());
        } else if (entry instanceof Ddl ddl) {
            door.ddl(ddl.effect(), stream.at(to));
        } else {
            door.transactionEnd(stream.at(to));
        }
    }
}
