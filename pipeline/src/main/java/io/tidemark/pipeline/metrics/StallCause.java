// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

/** Why the source has to wait before it can hand a job in. */
public enum StallCause {
    /** No slot is free: the workers are slower than the source. */
    RING_FULL,
    /** Payloads of too many bytes are in flight: the workers are slower than the source. */
    BYTES_IN_FLIGHT,
    /** A sync flush is under way. */
    SYNC_FLUSH,
    /** Somebody has paused the pipeline. */
    PAUSED
}
