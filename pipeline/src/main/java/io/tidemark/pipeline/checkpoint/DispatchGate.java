// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

/** Holds the source back while a sync flush is under way. The checkpoint routine turns it, the source looks at it. */
public final class DispatchGate {
    private volatile boolean closed;

    /** An open gate. */
    public DispatchGate() {}

    void close() {
        closed = true;
    }

    void open() {
        closed = false;
    }

    /** @return true if nothing may be dispatched at the moment. */
    public boolean isClosed() {
        return closed;
    }
}
