// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.worker.Batch;
import io.tidemark.pipeline.worker.JobExecutor;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UpstreamTransaction;
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
        executor.execute(new RowsOf(batch));
    }

    @Override
    public void close() {
        executor.close();
    }

    /** The row changes of a batch, each a change of its own. */
    private static final class RowsOf implements Batch<RowChange> {
        private final Batch<List<RowChange>> batch;
        private final List<RowChange> changes = new ArrayList<>();

        /** Of each change, the place in the batch of what it is a part of. */
        private final List<Integer> places = new ArrayList<>();

        RowsOf(final Batch<List<RowChange>> batch) {
            this.batch = batch;
            for (int i = 0; i < batch.size(); i++) {
                for (final RowChange change : batch.payload(i)) {
                    changes.add(change);
                    places.add(i);
                }
            }
        }

        @Override
        public int size() {
            return changes.size();
        }

        @Override
        public RowChange payload(final int index) {
            return changes.get(index);
        }

        @Override
        public TableId table(final int index) {
            return batch.table(places.get(index));
        }

        /** Where the row's transaction begins, which is where messages have to point; the batch knows where it ends. */
        @Override
        public Location location(final int index) {
            final UpstreamTransaction transaction = changes.get(index).transaction();
            return Location.at(transaction.start(), transaction.before());
        }
    }
}
