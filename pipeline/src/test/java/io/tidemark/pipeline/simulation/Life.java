// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.metrics.WorkerMetrics;
import io.tidemark.pipeline.simulation.SimulatedSource.NotNow;
import io.tidemark.pipeline.simulation.SimulatedStream.Change;
import io.tidemark.pipeline.worker.Batch;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.Agent;

/**
 * One run of the pipeline, from a start to the stream's end, to a crash, or to whatever else ends it. The dice say who
 * makes the next step. A worker whose executor is at work is still in the middle of its step, and so is a source that
 * waits or hesitates; the others go on meanwhile.
 */
final class Life {
    private final Dice dice;
    private final Invariants invariants;
    private final SimulatedStream stream;
    private final SimulatedDownstream downstream;

    private final Checkpoint checkpoint;
    private final SimulatedPipeline pipeline;
    private final List<Agent> agents;
    private final ArrayDeque<Runnable> writes = new ArrayDeque<>();
    private final SimulatedSource source;
    private final Flushes flushes;
    private final LifeInvariants watch;
    private final SlotInvariants slots;
    private final EndInvariants ends;
    private final SimulatedCallers callers;
    private final Retries retries;

    /** Agents that are in the middle of a step, or ended by a failure. */
    private final BitSet busy = new BitSet();

    /** Agents that hardly get a turn at the moment. */
    private int starved;

    private long nowNs;

    Life(
            final Dice dice,
            final Invariants invariants,
            final SimulatedStream stream,
            final SimulatedStore store,
            final SimulatedDownstream downstream,
            final int workers,
            final WorkerMetrics metrics) {
        this.dice = dice;
        this.invariants = invariants;
        this.stream = stream;
        this.downstream = downstream;
        downstream.beginLife();
        checkpoint = new Checkpoint(store);
        checkpoint.load();
        final int from = SimulatedStream.offsetOf(store.globalPoint());
        pipeline = new SimulatedPipeline(
                dice, workers, checkpoint, this::handOver, this::execute, this::waitAsSource, metrics, () -> nowNs);
        agents = pipeline.agents();
        flushes = new Flushes(invariants, stream, store);
        retries = new Retries(invariants, SimulatedPipeline.MAX_BACKOFF_NS);
        source = new SimulatedSource(stream, from, invariants, pipeline, this::flush, this::hesitate);
        callers = new SimulatedCallers(dice, invariants, pipeline.door(), () -> nowNs);
        ends = new EndInvariants(invariants, stream, store, checkpoint, pipeline);
        watch = new LifeInvariants(invariants, stream, store, downstream, checkpoint, pipeline, from);
        slots = new SlotInvariants(invariants, stream, pipeline, source, from);
        store.onWrite(watch::checkWrite);
    }

    /** Returns true at the stream's end, false if it has ended before. */
    boolean live() {
        while (!isFinished()) {
            if (dice.mischief(500)) {
                return false;
            }
            step();
            invariants.throwIfViolated();
            if (pipeline.isHalted()) {
                end();
                invariants.throwIfViolated();
                return false;
            }
        }
        return true;
    }

    /** What a loss of power leaves of a write that was under way. */
    void loseMemory() {
        if (!writes.isEmpty() && dice.coin()) {
            writes.remove().run();
        }
    }

    private boolean isFinished() {
        return source.sent() == stream.end()
                && SimulatedStream.offsetOf(checkpoint.flushedGlobalPoint()) == stream.end()
                && !flushes.anyOpen();
    }

    private void step() {
        dice.countStep();
        if (dice.isOverBound()) {
            invariants.violated(
                    "it comes to an end (a deadlock): " + source.sent() + " of " + stream.end() + " are sent, "
                            + (pipeline.ring().cursor()
                                    - pipeline.lowWatermark().get()) + " of them not applied",
                    null);
            return;
        }
        nowNs++;
        if (dice.once(64)) {
            starved = dice.fewBits();
        }
        final int who = dice.below(agents.size() + 2);
        if (!dice.isCalm() && who < Integer.SIZE && (starved >> who & 1) == 1 && !dice.once(16)) {
            return;
        }
        if (who < agents.size()) {
            if (!busy.get(who)) {
                act(who);
            }
        } else if (who == agents.size()) {
            if (!writes.isEmpty()) {
                writes.remove().run();
            }
        } else {
            callAsEmbedder();
        }
        check();
    }

    private void callAsEmbedder() {
        if (dice.once(40)) {
            requestFlush();
        }
        callers.step();
        source.step();
    }

    private void act(final int who) {
        busy.set(who);
        try {
            agents.get(who).doWork();
            busy.clear(who);
            if (agents.get(who) == pipeline.routine()) {
                retries.afterStep(nowNs, pipeline.routine().flushFailures());
            }
        } catch (final PipelineFailedException e) {
            // stays busy: its thread has ended
            ends.failed(e);
            pipeline.door().latch().fail(agents.get(who).roleName(), e);
        } catch (final Exception e) {
            invariants.violated(agents.get(who).roleName() + " never fails of itself", e);
        }
    }

    /** Every thread may be in the middle of one more step when the pipeline ends; then nobody may be left waiting. */
    private void end() {
        for (int who = 0; who < agents.size(); who++) {
            if (!busy.get(who) && dice.coin()) {
                act(who);
                check();
            }
        }
        requestFlush();
        pipeline.routine().onClose();
        requestFlush();
        flushes.check();
        invariants.require(!flushes.anyOpen(), "no flush request is left hanging after the end");
        invariants.require(!source.isWaiting(), "no source is left waiting after the end");
        source.callAfterTheEnd();
        callers.callAfterTheEnd();
        ends.checkFailures();
    }

    private CompletableFuture<Void> flush() {
        final CompletableFuture<Void> answer = pipeline.routine().flush();
        flushes.add(answer, source.sent());
        return answer;
    }

    private void requestFlush() {
        flushes.add(pipeline.routine().flush(), source.sent());
    }

    /** Takes the place of the snapshot writer's queue. */
    private void handOver(final Runnable write) {
        invariants.require(writes.isEmpty(), "one write at a time");
        invariants.require(
                !pipeline.gate().isClosed() || pipeline.isApplied() || source.hasSlippedIn(),
                "a sync flush waits until everything dispatched is applied");
        retries.handedOver();
        writes.add(write);
    }

    private void execute(final Batch<Change> batch, final int batchSize) {
        letOthersGoOn();
        final boolean fails = dice.mischief(isOver() ? 2 : 80);
        if (!fails || dice.coin()) {
            downstream.apply(batch, batchSize);
        }
        if (fails) {
            throw new IllegalStateException("as the seed wants it");
        }
        letOthersGoOn();
    }

    private void letOthersGoOn() {
        final int patience = dice.once(20) ? 40 : 3;
        while (!isOver() && !dice.isCalm() && !dice.once(patience)) {
            step();
        }
    }

    /** In the middle of a call of the source; true if others have gone on. */
    private boolean hesitate() {
        final boolean hesitates = dice.mischief(8);
        if (hesitates) {
            letOthersGoOn();
        }
        return hesitates;
    }

    private void waitAsSource() {
        final boolean isOpen = pipeline.isOpen();
        invariants.require(isOpen, "no source waits for a pipeline that takes no jobs any more");
        if (!isOpen || dice.isCalm() || dice.once(3)) {
            throw new NotNow();
        }
        step();
    }

    private boolean isOver() {
        return pipeline.isHalted() || invariants.areViolated();
    }

    private void check() {
        watch.check(source.sent(), pipeline.ring().cursor());
        slots.check();
        flushes.check();
        ends.check(source.sent());
    }
}
