// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.pipeline.checkpoint.CheckpointRoutine;
import io.tidemark.pipeline.job.JobRing;
import java.util.concurrent.CompletableFuture;

/**
 * A graceful stop without the waiting: whoever stops begins it, waits for as long as he likes, and ends it. Any number of
 * callers may do so at once, on any threads, while another one closes or the pipeline fails. Nothing in here blocks, so
 * that the simulation can play it.
 */
final class GracefulStop {
    private final Lifecycle lifecycle;
    private final JobRing<?> ring;
    private final CheckpointRoutine<?> routine;

    GracefulStop(final Lifecycle lifecycle, final JobRing<?> ring, final CheckpointRoutine<?> routine) {
        this.lifecycle = lifecycle;
        this.ring = ring;
        this.routine = routine;
    }

    /**
     * Takes no more jobs, has applied and flushed what was handed in, and says then that the pipeline is stopped.
     *
     * @return done when there is nothing to wait for any more, however the pipeline has ended.
     */
    CompletableFuture<Void> begin() {
        return lifecycle.stop() ? flushAll().thenRun(lifecycle::stopped) : CompletableFuture.completedFuture(null);
    }

    /** A call of the source that was under way at the beginning may hand its job in while the flush is. */
    private CompletableFuture<Void> flushAll() {
        final long last = ring.cursor();
        return routine.flush()
                .thenCompose(flushed -> ring.cursor() == last ? CompletableFuture.completedFuture(null) : flushAll());
    }

    /**
     * Ends the pipeline, wherever the stop stands.
     *
     * @return true if everything that was handed in is applied and flushed.
     */
    boolean end() {
        lifecycle.close();
        return lifecycle.state() == PipelineState.STOPPED;
    }
}
