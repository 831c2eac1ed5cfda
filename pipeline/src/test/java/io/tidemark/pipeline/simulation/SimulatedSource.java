package io.tidemark.pipeline.simulation;

import io.tidemark.pipeline.SourceUnderTest;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.simulation.SimulatedStream.Change;
import io.tidemark.pipeline.simulation.SimulatedStream.Ddl;
import io.tidemark.pipeline.simulation.SimulatedStream.Entry;
import java.util.concurrent.CompletableFuture;
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
    private final SourceUnderTest<Change> door;
    private final Supplier<CompletableFuture<Void>> flush;
    private int sent;
    private boolean isBusy;
    private boolean isDrained;
    private boolean endIsAskedFor;
    private CompletableFuture<Void> waitsFor = NOTHING;

    SimulatedSource(
            final SimulatedStream stream,
            final int from,
            final Invariants invariants,
            final SimulatedPipeline pipeline,
            final Supplier<CompletableFuture<Void>> flush) {
        this.stream = stream;
        this.invariants = invariants;
        this.pipeline = pipeline;
        door = pipeline.source();
        this.flush = flush;
        sent = from;
    }

    /** The offset behind what has been sent. */
    int sent() {
        return sent;
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
        isBusy = true;
        try {
            send(entry);
        } catch (final NotNow e) {
            return;
        } catch (final PipelineFailedException e) {
            invariants.require(pipeline.isHalted(), "a source is told of a failure only when there is one");
            return;
        } finally {
            isBusy = false;
        }
        invariants.require(!door.isPaused(), "nothing is dispatched during a pause");
        invariants.require(!pipeline.gate().isClosed(), "nothing is dispatched during a sync flush");
        sent++;
        isDrained = false;
        if (entry instanceof Ddl) {
            waitsFor = flush.get();
        }
    }

    private void send(final Entry entry) {
        final int to = sent + 1;
        if (entry instanceof Change change && change.isWhole()) {
            door.transaction(
                    change.tables(),
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
