// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.pipeline.Pipeline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for flushes. */
final class Flush {
    private Flush() {}

    /**
     * Returns once everything handed in so far is claimed.
     *
     * @throws io.tidemark.pipeline.failure.PipelineFailedException if the pipeline fails meanwhile.
     */
    static void await(final Pipeline<?> pipeline) {
        await(pipeline.flush());
    }

    /**
     * Returns once a flush that was asked for is done.
     *
     * @throws io.tidemark.pipeline.failure.PipelineFailedException if the pipeline fails meanwhile.
     */
    static void await(final CompletableFuture<Void> flush) {
        try {
            flush.join();
        } catch (final CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
