// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tidemark.pipeline.Idling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.agrona.concurrent.IdleStrategy;

/**
 * The baseline of {@link PipelineThroughputBenchmark}: a Disruptor with the pipeline's threads and stages, source, one
 * router, N workers, one consumer whose sequence frees the slots, that do nothing with an event but pass it. Ring size,
 * largest batch and idling are the pipeline's.
 */
final class BareDisruptor implements AutoCloseable {
    /** What threads there are behind the source. */
    enum Stage {
        ROUTER,
        WORKER,
        CONSUMER
    }

    private static final EventHandler<Object> PASS = (event, sequence, endOfBatch) -> {};

    /** As many jobs as the pipeline's router and workers take in one step. */
    private static final int MAX_BATCH = 1024;

    private final RingBuffer<Object> ring;
    private final List<BatchEventProcessor<Object>> processors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Sequence last;
    private final IdleStrategy sourceIdle = Idling.BACKOFF.get();

    /** Stages that only pass events. */
    BareDisruptor(final int workers, final int ringSize) {
        this(workers, ringSize, stage -> PASS);
    }

    /** Stages that do something; all handlers should be of one class, so that a call to one is as cheap as can be. */
    BareDisruptor(final int workers, final int ringSize, final Function<Stage, EventHandler<Object>> handlers) {
        ring = RingBuffer.createSingleProducer(Object::new, ringSize, new BackoffWait());
        final Sequence routed = add("router", handlers.apply(Stage.ROUTER));
        final Sequence[] worked = new Sequence[workers];
        for (int worker = 0; worker < workers; worker++) {
            worked[worker] = add("worker-" + worker, handlers.apply(Stage.WORKER), routed);
        }
        last = add("consumer", handlers.apply(Stage.CONSUMER), worked);
        ring.addGatingSequences(last);
        threads.forEach(Thread::start);
    }

    private Sequence add(final String role, final EventHandler<Object> handler, final Sequence... behind) {
        final BatchEventProcessor<Object> processor = new BatchEventProcessorBuilder()
                .setMaxBatchSize(MAX_BATCH)
                .build(ring, ring.newBarrier(behind), handler);
        processors.add(processor);
        final Thread thread = new Thread(processor, "bare-" + role);
        thread.setDaemon(true);
        threads.add(thread);
        return processor.getSequence();
    }

    /** Passes one event on. */
    void event() {
        publish(claim());
    }

    /** The next event's sequence; waits as the pipeline's source does. */
    long claim() {
        if (!ring.hasAvailableCapacity(1)) {
            sourceIdle.reset();
            while (!ring.hasAvailableCapacity(1)) {
                sourceIdle.idle();
            }
        }
        return ring.next();
    }

    void publish(final long sequence) {
        ring.publish(sequence);
    }

    @Override
    public void close() {
        processors.forEach(BatchEventProcessor::halt);
        for (final Thread thread : threads) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
