// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.ORDERS;
import static io.tidemark.pipeline.Stream.at;
import static io.tidemark.pipeline.Stream.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.store.InMemoryCheckpointStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bound of bytes in flight, by itself and in a pipeline. */
class BytesInFlightTest {
    private static final int WORKERS = 2;
    private static final int HELD = 1;
    private static final long BOUND = 100;

    private final Sequence released = new Sequence(0);
    private final BytesInFlight bytes = new BytesInFlight(BOUND, released);
    private final Downstream downstream = new Downstream();
    private final ExecutorService source = Executors.newSingleThreadExecutor();
    private Pipeline<Downstream.Row> pipeline;

    @AfterEach
    void close() {
        downstream.release(HELD);
        if (pipeline != null) {
            pipeline.close();
        }
        source.shutdown();
    }

    @Test
    void admitsUpToTheBoundAndAgainOnceOthersAreReleased() {
        assertThat(bytes.admits(100)).isTrue();
        bytes.add(60);
        assertThat(bytes.admits(40)).isTrue();
        assertThat(bytes.admits(41)).isFalse();
        bytes.add(40);
        assertThat(bytes.admits(1)).isFalse();
        released.set(1);
        assertThat(bytes.admits(1)).isTrue();
        assertThat(bytes.get()).isEqualTo(99);
    }

    @Test
    void admitsAPayloadGreaterThanTheBoundAlone() {
        assertThat(bytes.admits(1_000)).isTrue();
        bytes.add(1);
        assertThat(bytes.admits(1_000)).isFalse();
        released.set(1);
        assertThat(bytes.admits(1_000)).isTrue();
        bytes.add(1_000);
        assertThat(bytes.admits(1)).isFalse();
        assertThat(bytes.admits(Long.MAX_VALUE)).isFalse();
        released.set(1_001);
        assertThat(bytes.admits(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void alwaysAdmitsWhatHasNoBytes() {
        bytes.add(1_000);
        assertThat(bytes.admits(0)).isTrue();
    }

    @Test
    void sourceWaitsUntilThePointsHavePassedWhatFillsTheBound() {
        start();
        downstream.hold(HELD);
        row(1, HELD, 70).join();
        row(2, 0, 30).join();
        await().until(() -> downstream.isApplied(2));
        final CompletableFuture<Void> third = row(3, 0, 1);
        await().until(() -> pipeline.status().sourceStalls() > 0);
        // row 2 is applied, but the first one keeps its slot
        assertThat(pipeline.status().bytesInFlight()).isEqualTo(100);
        assertThat(pipeline.status().dispatched()).isEqualTo(1);
        assertThat(third).isNotDone();

        downstream.release(HELD);
        third.join();
        await().until(() -> pipeline.status().bytesInFlight() == 0);
        assertThat(downstream.isApplied(3)).isTrue();
    }

    @Test
    void payloadGreaterThanTheBoundPassesAloneAndHoldsTheNextOneBack() {
        start();
        downstream.hold(HELD);
        row(1, HELD, 10).join();
        final CompletableFuture<Void> great = row(2, HELD, 5_000);
        await().until(() -> pipeline.status().sourceStalls() == 1);
        assertThat(pipeline.status().bytesInFlight()).isEqualTo(10);

        downstream.release(HELD);
        great.join();
        row(3, 0, 10).join();
        await().until(() -> pipeline.status().bytesInFlight() == 0);
        assertThat(downstream.appliedCount()).isEqualTo(3);
    }

    @Test
    void stalledSourceIsToldOfAFailure() {
        start();
        downstream.hold(HELD);
        downstream.failAt(1);
        row(1, HELD, 100).join();
        final CompletableFuture<Void> next = row(2, 0, 1);
        await().until(() -> pipeline.status().sourceStalls() > 0);
        downstream.release(HELD);
        assertThatThrownBy(next::join).hasMessageContaining("row 1 is poisoned");
    }

    @Test
    void refusesABoundAndASizeThatMakeNoSense() {
        assertThatThrownBy(() -> PipelineConfig.builder().maxBytesInFlight(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxBytesInFlight");
        start();
        assertThatThrownBy(() -> row(1, 0, -1).join())
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 bytes");
        assertThat(pipeline.status().dispatched()).isEqualTo(-1);
    }

    @Test
    void defaultLeavesTheGreaterPartOfTheHeapFree() {
        assertThat(PipelineConfig.builder().build().maxBytesInFlight())
                .isPositive()
                .isLessThanOrEqualTo(256L << 20)
                .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 4);
    }

    private void start() {
        final Checkpoint checkpoint = new Checkpoint(new InMemoryCheckpointStore());
        checkpoint.load();
        final PipelineConfig config = PipelineConfig.builder()
                .workers(WORKERS)
                .maxBytesInFlight(BOUND)
                .flushMode(FlushMode.NONE)
                .flushInterval(Duration.ofSeconds(1))
                .build();
        pipeline = Pipeline.start(config, checkpoint, downstream);
    }

    /** Completes when the source thread has handed the row in. */
    private CompletableFuture<Void> row(final long number, final int worker, final long size) {
        final long[] key = {keyOf(worker, WORKERS, 0)};
        final Downstream.Row row = new Downstream.Row(key[0], number);
        return CompletableFuture.runAsync(() -> pipeline.row(ORDERS, at(number), row, key, 1, size), source);
    }
}
