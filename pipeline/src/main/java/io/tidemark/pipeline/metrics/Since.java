// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import com.lmax.disruptor.Sequence;

/** When something that goes on has begun. One thread writes, any thread reads; nothing blocks. */
public final class Since {
    private static final long NEVER = Long.MIN_VALUE;

    private final Sequence beganNs = new Sequence(NEVER);

    /** Nothing goes on. */
    public Since() {}

    /**
     * It begins, or begins anew. The writer's.
     *
     * @param nowNs the clock's time, in nanoseconds.
     */
    public void begin(final long nowNs) {
        beganNs.set(nowNs == NEVER ? NEVER + 1 : nowNs);
    }

    /** It is over; nothing happens if it was. The writer's. */
    public void end() {
        beganNs.set(NEVER);
    }

    /** @return true while it goes on. */
    public boolean goesOn() {
        return beganNs.get() != NEVER;
    }

    /**
     * Its age.
     *
     * @param nowNs the clock's time, in nanoseconds.
     * @return nanoseconds since it began; 0 if nothing goes on.
     */
    public long ageNs(final long nowNs) {
        final long began = beganNs.get();
        return began == NEVER ? 0 : Math.max(0, nowNs - began);
    }

    /** What tells one period from the next, for readers of several values. */
    long mark() {
        return beganNs.get();
    }
}
