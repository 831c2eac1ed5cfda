// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.downstream.RowBatchExecutor;
import io.tidemark.syncer.downstream.TransactionBatchExecutor;
import io.tidemark.syncer.monitor.RunCounts;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.task.SyncerSettings;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A running pipeline of rows, or of whole transactions.
 *
 * @param pipeline runs; closed by whoever has started it.
 * @param intake   how rows get into it.
 */
record RowPipeline(Pipeline<?> pipeline, Intake intake) {
    /** Starts it as a task wants it. */
    static RowPipeline start(
            final SyncerSettings settings,
            final Checkpoint checkpoint,
            final Downstream downstream,
            final RetryPolicy policy,
            final RunCounts counts,
            final Deliveries deliveries) {
        final PipelineConfig config = PipelineConfig.builder()
                .workers(settings.workerCount())
                .batchSize(settings.batch())
                .flushMode(settings.flushMode())
                .flushInterval(settings.checkpointFlushInterval())
                .build();
        final IntFunction<RowBatchExecutor> executors = worker -> new RowBatchExecutor(
                downstream,
                policy,
                counts.retries(),
                deliveries.progressOf(worker),
                settings.multipleRows(),
                settings.compact());
        return switch (settings.transactions()) {
            case ROWS -> {
                final Pipeline<RowChange> rows = Pipeline.start(config, checkpoint, executors::apply);
                yield new RowPipeline(rows, new RowIntake<>(rows, Function.identity(), deliveries.applied()));
            }
            case WHOLE -> {
                final Pipeline<List<RowChange>> transactions = Pipeline.start(
                        config, checkpoint, worker -> new TransactionBatchExecutor(executors.apply(worker)));
                yield new RowPipeline(
                        transactions,
                        new TransactionIntake(transactions, deliveries.applied(), counts.tornTransactions()));
            }
        };
    }
}
