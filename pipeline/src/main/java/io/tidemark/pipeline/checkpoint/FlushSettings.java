// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

/**
 * When points are flushed.
 *
 * @param intervalNs     time between the beginnings of two flushes, in nanoseconds; {@link #NEVER} for only on request.
 * @param drains         true if dispatching stops until all is applied and written (sync), false if it goes on (async).
 * @param firstBackoffNs wait before a failed flush is tried again, in nanoseconds; doubled at each further failure.
 * @param maxBackoffNs   bound of that wait, in nanoseconds.
 */
public record FlushSettings(long intervalNs, boolean drains, long firstBackoffNs, long maxBackoffNs) {
    /** An interval that never passes. */
    public static final long NEVER = Long.MAX_VALUE;
}
