package io.tidemark.pipeline.causality;

import org.agrona.collections.Long2LongHashMap;

/** Who wrote which key last, for a run of jobs. */
final class CausalityMap {
    private final Long2LongHashMap writers = new Long2LongHashMap(LastWriter.NONE);
    private long lastSequence = -1;

    void put(final long key, final long sequence, final int worker) {
        writers.put(key, LastWriter.of(sequence, worker));
        lastSequence = sequence;
    }

    long lastWriter(final long key) {
        return writers.get(key);
    }

    /** No entry matters any more once everything up to here is applied. */
    long lastSequence() {
        return lastSequence;
    }

    int size() {
        return writers.size();
    }

    void clear() {
        writers.clear();
        lastSequence = -1;
    }
}
