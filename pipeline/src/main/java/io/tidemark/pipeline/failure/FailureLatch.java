// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.failure;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the first failure of a pipeline, whichever thread meets it; later ones are kept as suppressed. Any thread may
 * call anything. Once closed or failed, every thread of the pipeline finds out at its next step.
 */
public final class FailureLatch {
    private final AtomicReference<PipelineFailedException> first = new AtomicReference<>();
    private final Runnable onFirst;
    private volatile boolean closed;

    /** A latch that nothing has happened to. */
    public FailureLatch() {
        this(() -> {});
    }

    /**
     * A latch that nothing has happened to.
     *
     * @param onFirst told of the first failure, by the thread that met it.
     */
    public FailureLatch(final Runnable onFirst) {
        this.onFirst = onFirst;
    }

    /**
     * Reports a failure.
     *
     * @param thread  who met it.
     * @param failure what it met.
     */
    public void fail(final String thread, final Throwable failure) {
        final PipelineFailedException wrapped = failure instanceof PipelineFailedException already
                ? already
                : new PipelineFailedException(thread + " failed: " + failure, null, failure);
        if (first.compareAndSet(null, wrapped)) {
            onFirst.run();
        } else {
            final PipelineFailedException kept = first.get();
            if (kept != wrapped) {
                kept.addSuppressed(wrapped);
            }
        }
    }

    /** Says that the pipeline is closed: there will be no more steps. */
    public void close() {
        closed = true;
    }

    /** @return true once the pipeline has failed or is closed. */
    public boolean isHalted() {
        return closed || first.get() != null;
    }

    /** @return the first failure, or null. */
    public PipelineFailedException failure() {
        return first.get();
    }

    /** @return what a caller is to be told of a halted pipeline. */
    public RuntimeException halted() {
        final PipelineFailedException failure = first.get();
        if (failure == null) {
            return new IllegalStateException("the pipeline is closed");
        }
        return new PipelineFailedException(
                failure.getMessage(), failure.location().orElse(null), failure);
    }

    /**
     * Returns if the pipeline lives.
     *
     * @throws PipelineFailedException if it has failed.
     * @throws IllegalStateException if it is closed.
     */
    public void requireAlive() {
        if (isHalted()) {
            throw halted();
        }
    }
}
