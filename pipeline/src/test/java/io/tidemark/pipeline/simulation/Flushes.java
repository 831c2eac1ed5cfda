// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Flush requests of one life: none may be answered before what it asked for is durable. */
final class Flushes {
    private record Asked(CompletableFuture<Void> answer, int boundary) {}

    private final Invariants invariants;
    private final SimulatedStream stream;
    private final SimulatedStore store;
    private final List<Asked> open = new ArrayList<>();

    Flushes(final Invariants invariants, final SimulatedStream stream, final SimulatedStore store) {
        this.invariants = invariants;
        this.stream = stream;
        this.store = store;
    }

    void add(final CompletableFuture<Void> answer, final int sent) {
        open.add(new Asked(answer, stream.boundaryUpTo(sent)));
    }

    boolean anyOpen() {
        return !open.isEmpty();
    }

    void check() {
        for (final Iterator<Asked> each = open.iterator(); each.hasNext(); ) {
            final Asked asked = each.next();
            if (asked.answer().isDone()) {
                each.remove();
                invariants.require(
                        asked.answer().isCompletedExceptionally()
                                || SimulatedStream.offsetOf(store.globalPoint()) >= asked.boundary(),
                        "a flush request is answered after what it asked for is durable");
            }
        }
    }
}
