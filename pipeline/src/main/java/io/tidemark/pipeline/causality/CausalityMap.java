// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.causality;

import org.agrona.collections.Long2LongHashMap;

/** Who wrote which key last, for a run of jobs. */
final class CausalityMap {
    /** Slots that a map may keep for nothing, so that ordinary loads never make it grow anew: 2 MiB. */
    private static final int KEPT_CAPACITY = 1 << 17;

    private static final int MUCH = 16;
    private static final int FILTER_BITS = 1 << 17;

    private final Long2LongHashMap writers = new Long2LongHashMap(LastWriter.NONE);
    private final KeyFilter filter = new KeyFilter(FILTER_BITS);
    private long lastSequence = -1;

    /** Tells who wrote the key before. */
    long put(final long key, final long sequence, final int worker) {
        lastSequence = sequence;
        filter.add(key);
        return writers.put(key, LastWriter.of(sequence, worker));
    }

    long lastWriter(final long key) {
        return filter.mayContain(key) ? writers.get(key) : LastWriter.NONE;
    }

    /** No entry matters any more once everything up to here is applied. */
    long lastSequence() {
        return lastSequence;
    }

    int size() {
        return writers.size();
    }

    /** Costs the map's capacity, so the room that one huge transaction took is given back at the next occasion. */
    void clear() {
        final boolean oversized = writers.capacity() > KEPT_CAPACITY && writers.size() < writers.capacity() / MUCH;
        writers.clear();
        filter.clear();
        if (oversized) {
            writers.compact();
        }
        lastSequence = -1;
    }
}
