// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.ACCOUNTS;
import static io.tidemark.pipeline.Stream.ORDERS;
import static io.tidemark.pipeline.Stream.at;
import static io.tidemark.pipeline.Stream.keyOf;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.store.InMemoryCheckpointStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** A pipeline of four workers on a small ring, whose workers and writes can be held, and whose threads are known. */
abstract class PipelineFixture {
    static final int WORKERS = 4;
    static final int HELD = 2;
    static final int RING = 64;
    static final Duration LONG = Duration.ofSeconds(60);

    private static final AtomicInteger PIPELINES = new AtomicInteger();

    final String name = "pipeline" + PIPELINES.incrementAndGet();
    final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    final SlowWrite slowWrites = new SlowWrite(store);
    final Downstream downstream = new Downstream();
    private final ExecutorService source = Executors.newSingleThreadExecutor();
    Checkpoint checkpoint;
    Pipeline<Downstream.Row> pipeline;

    PipelineConfig.Builder config(final FlushMode mode) {
        return PipelineConfig.builder()
                .name(name)
                .workers(WORKERS)
                .batchSize(8)
                .ringSize(RING)
                .flushMode(mode)
                .flushInterval(Duration.ofMillis(1));
    }

    void start(final FlushMode mode) {
        checkpoint = new Checkpoint(store);
        checkpoint.load();
        pipeline = Pipeline.start(config(mode).build(), checkpoint, downstream);
    }

    /** Whose first write takes until it is ended. */
    void startOnSlowWrites(final FlushMode mode) {
        checkpoint = new Checkpoint(slowWrites);
        checkpoint.load();
        pipeline = Pipeline.start(config(mode).build(), checkpoint, downstream);
        slowWrites.awaitBegin();
    }

    @AfterEach
    void closePipeline() {
        for (int worker = 0; worker < WORKERS; worker++) {
            downstream.release(worker);
        }
        slowWrites.end();
        if (pipeline != null) {
            pipeline.close();
        }
        source.shutdown();
    }

    /** Calls something on a thread of its own, which is always the same: a source is one thread. */
    CompletableFuture<Void> onSource(final Runnable call) {
        return CompletableFuture.runAsync(call, source);
    }

    /** A transaction of one row, which ends at its own number. */
    void transaction(final long number, final int worker) {
        final long key = keyOf(worker, WORKERS, 0);
        pipeline.row(worker == 0 ? ACCOUNTS : ORDERS, at(number), new Downstream.Row(key, number), key);
        pipeline.transactionEnd(at(number));
    }

    /** Hands transactions in for ever, on a thread of its own. */
    CompletableFuture<Void> endlessSource(final long first, final int worker) {
        return onSource(() -> {
            long number = first;
            while (true) {
                transaction(number, worker);
                number++;
            }
        });
    }

    PipelineStatus.SourceStall awaitStall() {
        return await().until(() -> pipeline.status().sourceStall(), stall -> stall.isPresent())
                .orElseThrow();
    }

    List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(of -> of.startsWith(name + "-"))
                .toList();
    }

    void awaitNoThreadIsLeft() {
        await().until(() -> threadNames().isEmpty());
    }
}
