// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.pipeline.worker.JobExecutor;
import io.tidemark.syncer.row.RowChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies batches of whole transactions: all row changes of a batch, in their order, in one downstream transaction. For
 * one worker.
 */
public final class TransactionBatchExecutor implements JobExecutor<List<RowChange>> {
    private final RowBatchExecutor executor;

    /**
     * Applies by another executor.
     *
     * @param executor applies row changes; closed by this.
     */
    public TransactionBatchExecutor(final RowBatchExecutor executor) {
        this.executor = requireNonNull(executor, "executor");
    }

    /**
     * Applies a batch; returns once it is committed.
     *
     * @throws io.tidemark.syncer.failure.OperatorException if it can't be applied.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    @Override
    public void execute(final Batch<List<RowChange>> batch) throws InterruptedException {
        final List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            changes.addAll(batch.payload(i));
        }
        executor.execute(new RowList(changes));
    }

    @Override
    public void close() {
        executor.close();
    }
}
