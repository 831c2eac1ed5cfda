// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import io.tidemark.pipeline.worker.JobExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pipelines whose downstream and store only take the time that they are told to. */
final class BenchPipeline {
    private BenchPipeline() {}

    static Pipeline<Object> start(final PipelineConfig config, final long batchLatencyMs, final long storeLatencyMs) {
        return start(config, latency(batchLatencyMs), storeLatencyMs);
    }

    static Pipeline<Object> start(
            final PipelineConfig config, final JobExecutor<Object> executor, final long storeLatencyMs) {
        final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
        store.writeLatency(TimeUnit.MILLISECONDS.toNanos(storeLatencyMs));
        final Checkpoint checkpoint = new Checkpoint(store);
        checkpoint.load();
        return Pipeline.start(config, checkpoint, worker -> executor);
    }

    private static JobExecutor<Object> latency(final long milliseconds) {
        if (milliseconds == 0) {
            return batch -> {};
        }
        final long nanoseconds = TimeUnit.MILLISECONDS.toNanos(milliseconds);
        return batch -> LockSupport.parkNanos(nanoseconds);
    }
}
