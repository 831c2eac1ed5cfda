// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.ORDERS;
import static io.tidemark.pipeline.Stream.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.pipeline.metrics.PipelineMetrics;
import io.tidemark.pipeline.metrics.StallCause;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a pipeline counts and measures. */
class PipelineMetricsTest extends PipelineFixture {
    @Test
    void countersSayWhatWasDone() throws Exception {
        start(FlushMode.NONE);
        for (long number = 1; number <= 100; number++) {
            transaction(number, (int) (number % WORKERS));
        }
        pipeline.stop(LONG);
        final PipelineMetrics metrics = pipeline.metrics();
        assertThat(metrics.jobs()).isEqualTo(200);
        assertThat(metrics.rows()).isEqualTo(100);
        assertThat(metrics.batchSizes().sum()).isEqualTo(100);
        assertThat(metrics.batchSizes().histogram().getMaxValue()).isLessThanOrEqualTo(8);
        assertThat(metrics.executorTimes().count())
                .isEqualTo(metrics.batchSizes().count());
        assertThat(metrics.conflicts()).isZero();
        assertThat(metrics.flushTimes().count()).isOne();
        assertThat(metrics.flushFailures()).isZero();
        assertThat(metrics.jobsInFlight()).isZero();
        assertThat(metrics.workers()).isEqualTo(WORKERS);
        for (int worker = 0; worker < WORKERS; worker++) {
            assertThat(metrics.workerDistance(worker)).isZero();
        }
        assertThat(metrics.ages().unflushed()).isZero();
        assertThat(metrics.ages().flushed()).isPositive();
    }

    @Test
    void distancesAndMapsShowAWorkerThatStandsStill() {
        start(FlushMode.NONE);
        downstream.hold(HELD);
        transaction(1, HELD);
        transaction(2, 0);
        await().until(() -> downstream.isApplied(2));
        final PipelineMetrics metrics = pipeline.metrics();
        assertThat(metrics.jobsInFlight()).isEqualTo(4);
        assertThat(metrics.workerDistance(HELD)).isEqualTo(4);
        assertThat(metrics.causalityMaps()).isOne();
        assertThat(metrics.causalityKeys()).isEqualTo(2);
        downstream.release(HELD);
        await().until(() -> metrics.jobsInFlight() == 0);
        await().until(() -> metrics.causalityKeys() == 0);
    }

    @Test
    void stallOfTheSourceIsKeptByItsCause() {
        start(FlushMode.NONE);
        downstream.hold(HELD);
        final CompletableFuture<Void> source = onSource(() -> {
            for (long number = 1; number <= RING; number++) {
                transaction(number, HELD);
            }
        });
        final PipelineMetrics metrics = pipeline.metrics();
        await().until(() -> !metrics.sourceStalledFor(StallCause.RING_FULL).isZero());
        assertThat(metrics.sourceStallTimes(StallCause.RING_FULL).count()).isZero();
        assertThat(pipeline.status().sourceStalls()).isOne();
        assertThat(metrics.sourceStalledFor(StallCause.PAUSED)).isZero();
        downstream.release(HELD);
        source.join();
        assertThat(metrics.sourceStallTimes(StallCause.RING_FULL).count()).isPositive();
        assertThat(metrics.sourceStallTimes(StallCause.PAUSED).count()).isZero();
        assertThat(metrics.sourceStalledFor(StallCause.RING_FULL)).isZero();
    }

    @Test
    void writeThatNeverEndsIsVisible() {
        startOnSlowWrites(FlushMode.ASYNC);
        transaction(1, 0);
        final CompletableFuture<Void> flushed = pipeline.flush();
        await().until(() -> !pipeline.metrics().ages().write().isZero());
        await().until(() -> !pipeline.metrics().ages().flushRequest().isZero());
        await().until(() -> !pipeline.metrics().ages().unflushed().isZero());
        slowWrites.end();
        flushed.join();
        await().until(() -> pipeline.metrics().ages().write().isZero());
        await().until(() -> pipeline.metrics().ages().flushRequest().isZero());
        await().until(() -> pipeline.metrics().ages().unflushed().isZero());
    }

    @Test
    void changeIsUnflushedUntilAWriteSucceeds() {
        store.failNextWrites(1, new CheckpointStoreException("the disk is full", null));
        start(FlushMode.NONE);
        transaction(1, 0);
        await().until(() -> !pipeline.metrics().ages().unflushed().isZero());
        pipeline.flush().join();
        assertThat(pipeline.metrics().flushFailures()).isOne();
        assertThat(pipeline.metrics().ages().unflushed()).isZero();
    }

    @Test
    void idleWorkersPublishNothingAndHoldNobodyBack() throws Exception {
        start(FlushMode.NONE);
        // all rows are worker 1's: the others only pass over them
        for (long number = 1; number <= 1_000; number++) {
            transaction(number, 1);
        }
        pipeline.drain(LONG);
        assertThat(checkpoint.globalPoint()).isEqualTo(at(1_000));
        assertThat(checkpoint.tablePoint(ORDERS)).contains(at(1_000));
    }
}
