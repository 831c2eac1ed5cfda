// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;

/**
 * How workers tell the checkpoint routine how far they are: many producers, one consumer, nobody blocks.
 *
 * <p>Published is what has been applied, not what has been passed over. A full ring refuses a watermark; nothing is lost
 * by it, since the routine looks at the watermark of whoever holds the low watermark back.
 */
public final class WatermarkRing {
    /** Receives watermarks. */
    @FunctionalInterface
    interface Receiver {
        void watermark(int worker, long sequence);
    }

    private final RingBuffer<Watermark> ring;
    private final EventPoller<Watermark> poller;

    /**
     * An empty ring.
     *
     * @param size slots, a power of two.
     */
    public WatermarkRing(final int size) {
        // nobody sleeps on this ring's barrier, so the strategy that has nothing to wake up is right
        ring = RingBuffer.createMultiProducer(Watermark::new, size, new BusySpinWaitStrategy());
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    /**
     * Publishes a watermark. Any worker.
     *
     * @param worker   its number.
     * @param sequence everything of its own up to here is applied.
     * @return false if the ring is full.
     */
    public boolean offer(final int worker, final long sequence) {
        final long slot;
        try {
            slot = ring.tryNext();
        } catch (final InsufficientCapacityException e) {
            return false;
        }
        ring.get(slot).set(worker, sequence);
        ring.publish(slot);
        return true;
    }

    EventPoller.Handler<Watermark> handlerOf(final Receiver receiver) {
        return (watermark, sequence, endOfBatch) -> {
            receiver.watermark(watermark.worker(), watermark.sequence());
            return true;
        };
    }

    boolean poll(final EventPoller.Handler<Watermark> handler) {
        try {
            return poller.poll(handler) == EventPoller.PollState.PROCESSING;
        } catch (final Exception e) {
            throw new IllegalStateException("a watermark could not be received", e);
        }
    }
}
