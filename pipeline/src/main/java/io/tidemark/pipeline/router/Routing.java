// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

/**
 * Which worker applies a row change: a pure function of its routing key, which is its first, and the number of workers.
 *
 * <p>It must never change. After a crash the rows that each worker has applied are told from those it has not by asking
 * this function again, so a different answer would lose rows or repeat them.
 */
public final class Routing {
    private final Remainder byWorkers;

    /**
     * The function for a number of workers that stays the same: gives what {@link #workerOf(long, int)} does, faster.
     *
     * @param workerCount from 1 to 256.
     */
    Routing(final int workerCount) {
        byWorkers = new Remainder(workerCount);
    }

    int workerOf(final long routingKey) {
        return byWorkers.of(mix(routingKey));
    }

    /**
     * Chooses.
     *
     * @param routingKey the first of the keys that the row was handed in with, usually its identity's.
     * @param workerCount how many workers there are.
     * @return the worker's number, from 0.
     */
    public static int workerOf(final long routingKey, final int workerCount) {
        return (int) Long.remainderUnsigned(mix(routingKey), workerCount);
    }

    /** The finalizer of MurmurHash3 (Austin Appleby, public domain): embedders' hashes may be weak in the low bits. */
    private static long mix(final long key) {
        long hash = key;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
