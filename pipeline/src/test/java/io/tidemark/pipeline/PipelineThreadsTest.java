// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.pipeline.failure.FailureLatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.junit.jupiter.api.Test;

/** How a pipeline's threads end, whatever they are inside of. */
class PipelineThreadsTest {
    private final FailureLatch latch = new FailureLatch();
    private final PipelineThreads threads =
            new PipelineThreads("threads", SleepingIdleStrategy::new, latch, Duration.ofMillis(1));
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch inside = new CountDownLatch(1);

    private interface Step {
        void run() throws Exception;
    }

    private Agent agent(final Step step) {
        return new Agent() {
            @Override
            public int doWork() throws Exception {
                inside.countDown();
                step.run();
                return 0;
            }

            @Override
            public String roleName() {
                return "agent";
            }
        };
    }

    private void start(final Step step) {
        threads.start(List.of(agent(step)));
        await().until(() -> inside.getCount() == 0);
    }

    @Test
    void whoeverWaitsInsideAnExecutorIsInterruptedAfterTheGrace() {
        start(released::await);
        latch.close();
        assertThat(threads.awaitEnd(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void writeOfASnapshotIsInterruptedAfterTheGrace() {
        start(() -> {});
        final CompletableFuture<Void> write = new CompletableFuture<>();
        threads.snapshotWriter().execute(() -> {
            try {
                released.await();
            } catch (final InterruptedException e) {
                write.completeExceptionally(e);
            }
        });
        latch.close();
        assertThat(threads.awaitEnd(Long.MAX_VALUE)).isTrue();
        assertThat(write).isCompletedExceptionally();
    }

    @Test
    void boundedWaitForAnExecutorThatDoesNotListenEndsAndSaysSo() {
        start(() -> {
            while (released.getCount() > 0) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            }
        });
        latch.close();
        assertThat(threads.awaitEnd(TimeUnit.MILLISECONDS.toNanos(5))).isFalse();
        released.countDown();
        assertThat(threads.awaitEnd(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void interruptOfTheWaitingCallerIsKept() {
        start(() -> {});
        latch.close();
        Thread.currentThread().interrupt();
        assertThat(threads.awaitEnd(Long.MAX_VALUE)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
