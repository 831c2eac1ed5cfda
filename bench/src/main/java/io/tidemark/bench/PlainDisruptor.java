// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import com.lmax.disruptor.EventHandler;
import org.agrona.collections.Long2LongHashMap;

/**
 * The second baseline of {@link PipelineThroughputBenchmark}: {@link BareDisruptor}, with the work a row that has to be done
 * somewhere, done in the plain way, in the stage that it belongs to. The source stores a reference to the payload and one to
 * the location, and a key, into dense arrays; the router puts the key into a map and so learns who wrote it last; the last
 * stage lets go of the references. No worker has anything to do, there are neither batches nor points.
 */
final class PlainDisruptor implements AutoCloseable {
    private static final long NONE = -1;

    private final int ringSize;
    private final long[] keys;
    private final Object[] payloads;
    private final Object[] locations;
    private final Long2LongHashMap lastWriters = new Long2LongHashMap(NONE);
    private final BareDisruptor stages;

    /** Changes that would have had to wait; the router's. */
    private long conflicts;

    PlainDisruptor(final int workers, final int ringSize) {
        this.ringSize = ringSize;
        keys = new long[ringSize];
        payloads = new Object[ringSize];
        locations = new Object[ringSize];
        stages = new BareDisruptor(workers, ringSize, Handler::new);
    }

    /** Hands a row in. */
    void row(final Object payload, final Object location, final long key) {
        final long sequence = stages.claim();
        final int slot = slot(sequence);
        keys[slot] = key;
        payloads[slot] = payload;
        locations[slot] = location;
        stages.publish(sequence);
    }

    /** Hands a transaction's end in. */
    void end(final Object location) {
        row(null, location, NONE);
    }

    private void route(final long sequence) {
        final long key = keys[slot(sequence)];
        if (key == NONE) {
            return;
        }
        if (lastWriters.size() == ringSize) {
            // as seldom as can be: who wrote a key a ring's length ago has applied it
            lastWriters.clear();
        }
        if (lastWriters.put(key, sequence) != NONE) {
            conflicts++;
        }
    }

    private void letGo(final long sequence) {
        final int slot = slot(sequence);
        payloads[slot] = null;
        locations[slot] = null;
    }

    private int slot(final long sequence) {
        return (int) sequence & ringSize - 1;
    }

    private final class Handler implements EventHandler<Object> {
        private final BareDisruptor.Stage stage;

        Handler(final BareDisruptor.Stage stage) {
            this.stage = stage;
        }

        @Override
        public void onEvent(final Object event, final long sequence, final boolean endOfBatch) {
            if (stage == BareDisruptor.Stage.ROUTER) {
                route(sequence);
            } else if (stage == BareDisruptor.Stage.CONSUMER) {
                letGo(sequence);
            }
        }
    }

    /** What the router found, which keeps it from being optimised away. Once closed. */
    long conflicts() {
        return conflicts;
    }

    @Override
    public void close() {
        stages.close();
    }
}
