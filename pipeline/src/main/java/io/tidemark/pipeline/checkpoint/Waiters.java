// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import io.tidemark.pipeline.metrics.Since;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Callers who wait until something has reached a job: applied, or durable. Any thread asks; the checkpoint routine
 * answers. Who gives up completes the future himself, and is forgotten.
 */
final class Waiters {
    private record Waiter(long sequence, long askedNs, CompletableFuture<Void> future) {}

    private final Queue<Waiter> asked = new ConcurrentLinkedQueue<>();

    /** Taken over by the routine, the nearest first; its own. */
    private final PriorityQueue<Waiter> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiter::sequence));

    private final Since oldest;
    private Waiter shown;

    /**
     * Nobody waits.
     *
     * @param oldest shows since when the first of them waits.
     */
    Waiters(final Since oldest) {
        this.oldest = oldest;
    }

    CompletableFuture<Void> ask(final long sequence, final long nowNs) {
        final Waiter waiter = new Waiter(sequence, nowNs, new CompletableFuture<>());
        asked.add(waiter);
        return waiter.future();
    }

    /** Sees who has come and who has given up. */
    void look() {
        Waiter newcomer = asked.poll();
        if (newcomer != null) {
            waiting.removeIf(waiter -> waiter.future().isDone());
        }
        while (newcomer != null) {
            waiting.add(newcomer);
            newcomer = asked.poll();
        }
        while (!waiting.isEmpty() && waiting.peek().future().isDone()) {
            waiting.remove();
        }
        show();
    }

    /** Most steps find the same one as before. */
    @SuppressWarnings("ReferenceEquality")
    private void show() {
        final Waiter first = waiting.peek();
        if (first == shown) {
            return;
        }
        shown = first;
        if (first == null) {
            oldest.end();
        } else {
            oldest.begin(first.askedNs());
        }
    }

    /** True if somebody waits for no more than this. */
    boolean anyUpTo(final long sequence) {
        return !waiting.isEmpty() && waiting.peek().sequence() <= sequence;
    }

    void completeUpTo(final long sequence) {
        while (anyUpTo(sequence)) {
            waiting.remove().future().complete(null);
        }
        show();
    }

    /** Ends all of them; for good, so it may be called again for those who asked meanwhile. */
    void failAll(final RuntimeException reason) {
        look();
        while (!waiting.isEmpty()) {
            waiting.remove().future().completeExceptionally(reason);
        }
        show();
    }
}
