// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import com.lmax.disruptor.Sequence;

/**
 * Bounds the bytes of payloads that are handed in and not yet released, as the ring bounds their number.
 *
 * <p>Two counters that only grow, each with one writer: the source counts bytes in, the checkpoint routine counts them
 * out when it clears slots. So to admit a payload costs an addition, and no atomic read-modify-write.
 */
final class BytesInFlight {
    private final long bound;
    private final Sequence released;
    private final Sequence handedIn = new Sequence(0);

    /** What the source has last seen of {@link #released}: it looks again only when that is not enough. */
    private long releasedSeen;

    /**
     * Nothing is in flight.
     *
     * @param bound    bytes that may be in flight, at most.
     * @param released counts bytes out; the checkpoint routine's.
     */
    BytesInFlight(final long bound, final Sequence released) {
        this.bound = bound;
        this.released = released;
        this.releasedSeen = released.get();
        handedIn.set(releasedSeen);
    }

    /**
     * Whether a payload may be handed in now: if it fits, or if no other is in flight, or if it has no bytes. Source
     * thread.
     */
    boolean admits(final long bytes) {
        if (bytes == 0) {
            return true;
        }
        final long in = handedIn.get();
        if (bytes <= bound - (in - releasedSeen)) {
            return true;
        }
        releasedSeen = released.get();
        return in == releasedSeen || bytes <= bound - (in - releasedSeen);
    }

    /** Counts a payload in, before it is published. Source thread. */
    void add(final long bytes) {
        if (bytes != 0) {
            handedIn.set(handedIn.get() + bytes);
        }
    }

    /** What is in flight, or was a moment ago. Any thread. */
    long get() {
        // out before in: what is out had come in, so that the difference is never negative
        final long out = released.get();
        return handedIn.get() - out;
    }
}
