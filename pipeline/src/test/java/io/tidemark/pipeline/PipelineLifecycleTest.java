// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.ORDERS;
import static io.tidemark.pipeline.Stream.at;
import static io.tidemark.pipeline.Stream.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.metrics.StallCause;
import io.tidemark.pipeline.worker.JobExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start, pause, resume, drain, stop, close and fail, from any thread, with real threads. */
class PipelineLifecycleTest extends PipelineFixture {
    private static void assertRefused(final CompletableFuture<?> call, final String why) {
        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private CompletableFuture<Void> stopping(final Duration timeout) {
        return CompletableFuture.runAsync(() -> {
            try {
                pipeline.stop(timeout);
            } catch (final TimeoutException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void pauseDispatchesNothingMoreButAppliesAndFlushesWhatWasHandedIn() {
        start(FlushMode.NONE);
        downstream.hold(0);
        onSource(() -> transaction(1, 0)).join();
        pipeline.pause();
        pipeline.pause();
        final CompletableFuture<Void> next = onSource(() -> transaction(2, 1));
        assertThat(awaitStall().cause()).isEqualTo(StallCause.PAUSED);
        assertThat(pipeline.status().state()).isEqualTo(PipelineState.PAUSED);

        downstream.release(0);
        pipeline.flush().join();
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(1));
        assertThat(next).isNotDone();
        assertThat(pipeline.status().dispatched()).isEqualTo(1);

        pipeline.resume();
        pipeline.resume();
        next.join();
        pipeline.flush().join();
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(2));
        assertThat(pipeline.status().sourceStall()).isEmpty();
    }

    @Test
    void pauseDuringASyncFlushHoldsTheSourceAfterTheFlushToo() {
        startOnSlowWrites(FlushMode.SYNC);
        final CompletableFuture<Void> next = onSource(() -> transaction(1, 1));
        assertThat(awaitStall().cause()).isEqualTo(StallCause.SYNC_FLUSH);
        pipeline.pause();
        await().until(() -> awaitStall().cause() == StallCause.PAUSED);
        slowWrites.end();
        await().until(() -> pipeline.status().flushes() > 0);
        assertThat(next).isNotDone();

        pipeline.resume();
        next.join();
        await().until(() -> checkpoint.flushedGlobalPoint().equals(at(1)));
    }

    @Test
    void stopEndsAPauseAndFlushesWhatWasHandedIn() throws Exception {
        start(FlushMode.NONE);
        onSource(() -> transaction(1, 1)).join();
        pipeline.pause();
        final CompletableFuture<Void> next = onSource(() -> transaction(2, 1));
        awaitStall();
        pipeline.stop(LONG);
        assertRefused(next, "the pipeline is");
        assertThat(pipeline.status().state()).isEqualTo(PipelineState.STOPPED);
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(1));
        awaitNoThreadIsLeft();
    }

    @Test
    void closeEndsAPauseAndLeavesNoFutureHanging() {
        start(FlushMode.NONE);
        downstream.hold(0);
        onSource(() -> transaction(1, 0)).join();
        pipeline.pause();
        final CompletableFuture<Void> next = onSource(() -> transaction(2, 1));
        awaitStall();
        final CompletableFuture<Void> flushed = pipeline.flush();
        final CompletableFuture<Void> drained = CompletableFuture.runAsync(this::drain);
        await().until(() -> !pipeline.metrics().ages().drain().isZero());
        final CompletableFuture<Void> closing = CompletableFuture.runAsync(pipeline::close);
        assertRefused(next, "the pipeline is closed");
        assertRefused(flushed, "the pipeline is closed");
        assertRefused(drained, "the pipeline is closed");
        assertThat(closing).isNotDone();

        downstream.release(0);
        closing.join();
        assertThat(pipeline.status().state()).isEqualTo(PipelineState.CLOSED);
        assertThat(threadNames()).isEmpty();
    }

    private void drain() {
        try {
            pipeline.drain(LONG);
        } catch (final TimeoutException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void closeEndsASourceThatWaitsForAFreeSlot() {
        start(FlushMode.ASYNC);
        downstream.hold(HELD);
        final CompletableFuture<Void> source = endlessSource(1, HELD);
        assertThat(awaitStall().cause()).isEqualTo(StallCause.RING_FULL);
        final CompletableFuture<Void> closing = CompletableFuture.runAsync(pipeline::close);
        assertRefused(source, "the pipeline is closed");
        downstream.release(HELD);
        closing.join();
        assertThat(threadNames()).isEmpty();
    }

    @Test
    void closeEndsASourceThatWaitsForASyncFlush() {
        startOnSlowWrites(FlushMode.SYNC);
        final CompletableFuture<Void> next = onSource(() -> transaction(1, 1));
        awaitStall();
        final CompletableFuture<Void> closing = CompletableFuture.runAsync(pipeline::close);
        assertRefused(next, "the pipeline is closed");
        slowWrites.end();
        closing.join();
        assertThat(threadNames()).isEmpty();
    }

    @Test
    void stopFromOtherThreadsRefusesTheSourceAndFlushesAllThatWasHandedIn() {
        start(FlushMode.ASYNC);
        final CompletableFuture<Void> source = endlessSource(1, 1);
        await().until(() -> downstream.appliedCount() > 1_000);
        final List<CompletableFuture<Void>> stops =
                IntStream.range(0, 4).mapToObj(i -> stopping(LONG)).toList();
        stops.forEach(CompletableFuture::join);
        assertRefused(source, "the pipeline is");
        assertThat(pipeline.status().state()).isEqualTo(PipelineState.STOPPED);
        assertThat(downstream.isApplied(Stream.offsetOf(checkpoint.flushedGlobalPoint())))
                .isTrue();
        assertThat(threadNames()).isEmpty();
    }

    @Test
    void everyEndIsIdempotent() throws Exception {
        start(FlushMode.ASYNC);
        transaction(1, 1);
        pipeline.stop(LONG);
        pipeline.stop(LONG);
        pipeline.close();
        pipeline.close();
        pipeline.stop(LONG);
        assertThat(pipeline.status().state()).isEqualTo(PipelineState.STOPPED);
        assertThatThrownBy(pipeline::pause).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pipeline::resume).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction(2, 1)).hasMessageContaining("the pipeline is closed");
    }

    @Test
    void stopAfterCloseDoesNotClaimThatEverythingIsFlushed() {
        start(FlushMode.NONE);
        transaction(1, 1);
        pipeline.close();
        assertThatThrownBy(() -> pipeline.stop(LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void stopThatTakesTooLongClosesAndSaysWhatIsMissing() {
        start(FlushMode.NONE);
        downstream.hold(HELD);
        transaction(1, HELD);
        final CompletableFuture<Void> stop = stopping(Duration.ofMillis(1));
        await().until(() -> pipeline.status().state() == PipelineState.CLOSED);
        downstream.release(HELD);
        assertThatThrownBy(stop::join)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("jobs 0 to 1 are still not applied");
        assertThat(threadNames()).isEmpty();
    }

    @Test
    void drainMayBeCalledByManyThreadsWhileTheSourceGoesOn() throws Exception {
        start(FlushMode.ASYNC);
        final CompletableFuture<Void> source = endlessSource(1, 1);
        final List<CompletableFuture<Void>> drains = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            drains.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 50; n++) {
                    final long before = pipeline.status().dispatched();
                    drain();
                    assertThat(pipeline.status().lowWatermark()).isGreaterThanOrEqualTo(before);
                }
            }));
        }
        drains.forEach(CompletableFuture::join);
        pipeline.stop(LONG);
        assertRefused(source, "the pipeline is");
    }

    @Test
    void drainThatHasGivenUpIsForgotten() {
        start(FlushMode.NONE);
        downstream.hold(HELD);
        transaction(1, HELD);
        assertThatThrownBy(() -> pipeline.drain(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        await().until(() -> pipeline.metrics().ages().drain().isZero());
        downstream.release(HELD);
        drain();
    }

    @Test
    void secondFailureIsKeptAsSuppressed() {
        final CyclicBarrier both = new CyclicBarrier(2);
        startWith(batch -> {
            both.await();
            throw new IllegalStateException(
                    "no luck for row " + batch.payload(0).number());
        });
        transaction(1, 0);
        transaction(2, 1);
        await().until(() -> pipeline.failure().isPresent());
        final PipelineFailedException failure = pipeline.failure().orElseThrow();
        await().until(() -> failure.getSuppressed().length == 1);
        assertThat(List.of(failure.getMessage(), failure.getSuppressed()[0].getMessage()))
                .anySatisfy(message -> assertThat(message).contains("no luck for row 1"))
                .anySatisfy(message -> assertThat(message).contains("no luck for row 2"));
        assertThatThrownBy(() -> transaction(3, 0)).hasCause(failure);
    }

    @Test
    void failureLeavesNoThreadAndNoFutureBehindEvenIfNobodyCloses() {
        start(FlushMode.NONE);
        downstream.hold(0);
        downstream.failAt(1);
        onSource(() -> transaction(1, 0)).join();
        pipeline.pause();
        final CompletableFuture<Void> next = onSource(() -> transaction(2, 1));
        awaitStall();
        final CompletableFuture<Void> flushed = pipeline.flush();
        downstream.release(0);
        assertThatThrownBy(flushed::join).hasCauseInstanceOf(PipelineFailedException.class);
        assertThatThrownBy(next::join).hasCauseInstanceOf(PipelineFailedException.class);
        awaitNoThreadIsLeft();
        assertThat(pipeline.status().state()).isEqualTo(PipelineState.FAILED);
        assertThatThrownBy(() -> pipeline.stop(LONG)).isInstanceOf(PipelineFailedException.class);
        assertThatThrownBy(pipeline::pause).isInstanceOf(PipelineFailedException.class);
    }

    private void startWith(final JobExecutor<Downstream.Row> executor) {
        checkpoint = new Checkpoint(store);
        checkpoint.load();
        pipeline = Pipeline.start(config(FlushMode.NONE).build(), checkpoint, worker -> executor);
    }

    @Test
    void oneOfItsOwnThreadsCanNotWaitForItself() {
        startWith(batch -> pipeline.stop(LONG));
        transaction(1, 0);
        await().until(() -> pipeline.failure().isPresent());
        assertThat(pipeline.failure().orElseThrow()).hasMessageContaining("worker-0 is one of the pipeline's threads");
    }

    @Test
    void oneOfItsOwnThreadsMayClose() {
        startWith(batch -> pipeline.close());
        transaction(1, 0);
        awaitNoThreadIsLeft();
        assertThat(pipeline.status().state()).isEqualTo(PipelineState.CLOSED);
    }

    @Test
    void threadNamesSayWhatTheyAre() {
        startOnSlowWrites(FlushMode.SYNC);
        assertThat(threadNames())
                .containsExactlyInAnyOrder(
                        name + "-router",
                        name + "-checkpoint",
                        name + "-snapshot-writer",
                        name + "-worker-0",
                        name + "-worker-1",
                        name + "-worker-2",
                        name + "-worker-3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256})
    void anyNumberOfWorkersFrom1To256AppliesEverythingInOrder(final int workers) throws Exception {
        checkpoint = new Checkpoint(store);
        checkpoint.load();
        pipeline = Pipeline.start(
                config(FlushMode.ASYNC).workers(workers).ringSize(1 << 10).build(), checkpoint, downstream);
        final int rows = 20_000;
        for (int number = 1; number <= rows; number++) {
            // two keys, so that workers have to wait for one another
            final long[] keys = {number % 509, 1_000 + number % 13};
            pipeline.row(ORDERS, at(number), new Downstream.Row(keys[0], number), keys, number % 97 == 0 ? 2 : 1);
            if (number % 10 == 0) {
                pipeline.transactionEnd(at(number));
            }
        }
        pipeline.stop(LONG);
        assertThat(downstream.appliedCount()).isEqualTo(rows);
        assertThat(downstream.disorder()).isNull();
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(rows));
        assertThat(threadNames()).isEmpty();
    }

    @Test
    void showsWhoIsInsideItsExecutorAndWhoWaitsForWhom() {
        start(FlushMode.NONE);
        downstream.hold(HELD);
        final long held = keyOf(HELD, WORKERS, 0);
        final long other = keyOf(0, WORKERS, 0);
        pipeline.row(ORDERS, at(1), new Downstream.Row(held, 1), held);
        pipeline.row(ORDERS, at(2), new Downstream.Row(other, 2), new long[] {other, held}, 2);
        await().until(() -> pipeline.status().workers().get(0).waiting().isPresent());
        await().until(() -> pipeline.status().workers().get(HELD).executing().isPresent());

        final PipelineStatus status = pipeline.status();
        assertThat(status.workers().get(0).waiting().orElseThrow()).satisfies(wait -> {
            assertThat(wait.worker()).isEqualTo(HELD);
            assertThat(wait.sequence()).isZero();
            assertThat(wait.lasts()).isGreaterThanOrEqualTo(Duration.ZERO);
        });
        assertThat(status.workers().get(0).executing()).isEmpty();
        assertThat(status.workers().get(HELD).executing().orElseThrow()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(status.workers().get(HELD).waiting()).isEmpty();
        await().until(() -> !pipeline.status().ages().standing().isZero());

        downstream.release(HELD);
        drain();
        assertThat(pipeline.status().workers())
                .allSatisfy(worker -> assertThat(worker.waiting()).isEmpty())
                .allSatisfy(worker -> assertThat(worker.executing()).isEmpty());
        await().until(() -> pipeline.status().ages().standing().isZero());
        assertThat(pipeline.metrics().workerWaitTimes().count()).isOne();
    }
}
