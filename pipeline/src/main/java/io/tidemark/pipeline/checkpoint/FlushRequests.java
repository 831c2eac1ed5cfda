package io.tidemark.pipeline.checkpoint;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Callers who want everything up to a job to be durable. Any thread asks; the checkpoint routine answers.
 */
final class FlushRequests {
    private record Request(long sequence, CompletableFuture<Void> future) {}

    private final Queue<Request> asked = new ConcurrentLinkedQueue<>();

    /** Taken over by the routine, oldest first; its own. */
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();

    CompletableFuture<Void> ask(final long sequence) {
        final Request request = new Request(sequence, new CompletableFuture<>());
        asked.add(request);
        return request.future();
    }

    /** True if somebody waits for a flush that can be made now. */
    boolean anyUpTo(final long lowWatermark) {
        Request request = asked.poll();
        while (request != null) {
            waiting.add(request);
            request = asked.poll();
        }
        return !waiting.isEmpty() && waiting.peek().sequence() <= lowWatermark;
    }

    void completeUpTo(final long sequence) {
        while (!waiting.isEmpty() && waiting.peek().sequence() <= sequence) {
            waiting.remove().future().complete(null);
        }
    }

    /** Ends every request; for good, so it may be called again for those who asked meanwhile. */
    void failAll(final RuntimeException reason) {
        anyUpTo(Long.MIN_VALUE);
        while (!waiting.isEmpty()) {
            waiting.remove().future().completeExceptionally(reason);
        }
    }
}
