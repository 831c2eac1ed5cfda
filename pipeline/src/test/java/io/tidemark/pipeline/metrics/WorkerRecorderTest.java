// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is to be seen of a worker. */
class WorkerRecorderTest {
    private long nowNs = 1_000_000;
    private final WorkerMetrics metrics = new WorkerMetrics(2, 10, () -> nowNs);
    private final WorkerRecorder recorder = metrics.recorder(1);

    @Test
    void executorTimeIsMeasuredPerBatch() {
        recorder.batchBegins();
        nowNs += 5_000_000;
        assertThat(recorder.executing()).contains(Duration.ofMillis(5));
        recorder.batchApplied(7);
        assertThat(recorder.executing()).isEmpty();
        assertThat(recorder.rows()).isEqualTo(7);
        assertThat(recorder.batches()).isOne();
        assertThat(metrics.rows()).isEqualTo(7);
        assertThat(metrics.executorTimes().sum()).isEqualTo(5_000_000);
        assertThat(metrics.batchSizes().sum()).isEqualTo(7);
    }

    @Test
    void failedBatchIsNoBatch() {
        recorder.batchBegins();
        recorder.batchFailed();
        assertThat(recorder.executing()).isEmpty();
        assertThat(metrics.executorTimes().count()).isZero();
    }

    @Test
    void waitIsMeasuredFromItsBeginningHoweverOftenItIsLookedAt() {
        recorder.waitsFor(0, 42);
        nowNs += 3_000_000;
        recorder.waitsFor(0, 42);
        assertThat(recorder.waiting()).contains(new WorkerWait(0, 42, Duration.ofMillis(3)));
        recorder.waitIsOver();
        recorder.waitIsOver();
        assertThat(recorder.waiting()).isEmpty();
        assertThat(metrics.waitTimes().count()).isOne();
        assertThat(metrics.waitTimes().sum()).isEqualTo(3_000_000);
    }

    @Test
    void waitForSomebodyElseIsAnotherWait() {
        recorder.waitsFor(0, 42);
        nowNs += 1_000;
        recorder.waitsFor(0, 43);
        nowNs += 2_000;
        assertThat(recorder.waiting()).contains(new WorkerWait(0, 43, Duration.ofNanos(2_000)));
        assertThat(metrics.waitTimes().count()).isOne();
    }
}
