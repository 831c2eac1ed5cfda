// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.pipeline.Pipeline;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tidies up behind what an earlier run may have applied. The source thread's. */
final class EndOfReplay implements Dispatcher.Passings {
    private static final Logger LOG = LoggerFactory.getLogger(EndOfReplay.class);

    private final Pipeline<?> pipeline;
    private final Deliveries deliveries;

    EndOfReplay(final Pipeline<?> pipeline, final Deliveries deliveries) {
        this.pipeline = pipeline;
        this.deliveries = deliveries;
    }

    /**
     * Takes the exit point away before anything beyond it is handed in: a run that then ends uncleanly may have gone
     * beyond it.
     */
    @Override
    public void safeModeEnds() {
        if (deliveries.isExactlyOnce()) {
            Flush.await(pipeline.safeModeExit(Optional.empty()));
        }
    }

    @Override
    public void everythingIsNew() {
        final CompletableFuture<Void> unused = pipeline.flush().thenRunAsync(this::forget);
    }

    private void forget() {
        try {
            deliveries.forgetEarlierRuns();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException e) {
            LOG.warn("progress of earlier runs is left for the next start to delete: {}", e.getMessage());
        }
    }
}
