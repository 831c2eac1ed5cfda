// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

/**
 * Keeps the first violation of a run. It is kept rather than thrown, since it may be found inside an executor, and
 * whatever an executor throws is taken for a failure to apply the batch.
 */
final class Invariants {
    private AssertionError violation;

    void require(final boolean holds, final String invariant) {
        if (!holds) {
            violated(invariant, null);
        }
    }

    void violated(final String invariant, final Throwable cause) {
        if (violation == null) {
            violation = new AssertionError("violated: " + invariant, cause);
        }
    }

    boolean areViolated() {
        return violation != null;
    }

    void throwIfViolated() {
        if (violation != null) {
            throw violation;
        }
    }
}
