// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

/** A write that has failed is tried again once its back-off has passed, and does not wait for the next interval. */
final class Retries {
    private final Invariants invariants;
    private final long maxBackoffNs;
    private long failures;
    private long dueNs = Long.MAX_VALUE;

    Retries(final Invariants invariants, final long maxBackoffNs) {
        this.invariants = invariants;
        this.maxBackoffNs = maxBackoffNs;
    }

    void handedOver() {
        dueNs = Long.MAX_VALUE;
    }

    /** After each step of the checkpoint routine. */
    void afterStep(final long nowNs, final long failuresNow) {
        if (failuresNow > failures) {
            failures = failuresNow;
            dueNs = nowNs + maxBackoffNs;
        }
        invariants.require(nowNs <= dueNs, "a failed write is tried again after its back-off");
    }
}
