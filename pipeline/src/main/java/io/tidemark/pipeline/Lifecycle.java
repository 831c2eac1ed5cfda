// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.pipeline.failure.FailureLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a pipeline stands in its life. Any thread may call anything.
 *
 * <p>The latch is what its threads look at, the state is what its callers are told. A failure reaches both, whichever
 * thread meets it.
 */
final class Lifecycle {
    private final AtomicReference<PipelineState> state = new AtomicReference<>(PipelineState.RUNNING);
    private final FailureLatch latch = new FailureLatch(() -> become(PipelineState.FAILED));

    /** The one place that changes the state. True if this call has changed it. */
    private boolean become(final PipelineState next) {
        PipelineState current = state.get();
        while (current.mayBecome(next)) {
            if (state.compareAndSet(current, next)) {
                return true;
            }
            current = state.get();
        }
        return false;
    }

    PipelineState state() {
        return state.get();
    }

    FailureLatch latch() {
        return latch;
    }

    boolean isRunning() {
        return state.get() == PipelineState.RUNNING;
    }

    boolean isPaused() {
        return state.get() == PipelineState.PAUSED;
    }

    void pause() {
        if (!become(PipelineState.PAUSED) && !isPaused()) {
            throw refusal();
        }
    }

    void resume() {
        if (!become(PipelineState.RUNNING) && !isRunning()) {
            throw refusal();
        }
    }

    /** Takes no more jobs. False if the pipeline has ended. */
    boolean stop() {
        return become(PipelineState.STOPPING) || state.get() == PipelineState.STOPPING;
    }

    /** Everything is applied and flushed. */
    void stopped() {
        become(PipelineState.STOPPED);
    }

    /** Ends at once, if it has not ended yet; for threads there is no next step in any case. */
    void close() {
        become(PipelineState.CLOSED);
        latch.close();
    }

    /** Returns if jobs are taken, now or once a pause is over. */
    void requireOpen() {
        final PipelineState now = state.get();
        if (now != PipelineState.RUNNING && now != PipelineState.PAUSED) {
            throw refusal();
        }
    }

    RuntimeException refusal() {
        if (latch.failure() != null) {
            return latch.halted();
        }
        return new IllegalStateException(
                state.get() == PipelineState.STOPPING
                        ? "the pipeline is stopping and takes no more jobs"
                        : "the pipeline is closed");
    }
}
