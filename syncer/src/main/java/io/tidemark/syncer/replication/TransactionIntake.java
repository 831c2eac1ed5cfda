// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.progress.AppliedRows;
import io.tidemark.syncer.row.RowChange;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the rows of a transaction until its end, and hands them in as one. One that is too large for memory is handed in
 * row by row; it is counted, and a warning says so.
 */
final class TransactionIntake implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionIntake.class);

    private final Pipeline<List<RowChange>> pipeline;
    private final AppliedRows applied;
    private final RowIntake<List<RowChange>> rows;
    private final HeldTransaction held = new HeldTransaction(HeldTransaction.MAX_ROWS, HeldTransaction.MAX_BYTES);
    private final LongAdder torn;
    private long skipped;

    /**
     * Nothing is handed in yet.
     *
     * @param applied the rows that are applied already.
     * @param torn    counts transactions that are too large to be kept whole.
     */
    TransactionIntake(final Pipeline<List<RowChange>> pipeline, final AppliedRows applied, final LongAdder torn) {
        this.pipeline = pipeline;
        this.applied = applied;
        this.torn = torn;
        this.rows = new RowIntake<>(pipeline, List::of, applied);
    }

    @Override
    public void row(final TableId table, final Location location, final RowChange change) {
        if (rows.isTorn()) {
            rows.row(table, location, change);
            return;
        }
        held.add(table, location, change);
        if (held.isTooLarge()) {
            tear();
        }
    }

    private void tear() {
        torn.increment();
        LOG.warn(
                "The transaction at {} has too many rows to be kept whole: readers downstream may see a part of it",
                held.location(0));
        for (int i = 0; i < held.size(); i++) {
            rows.row(held.table(i), held.location(i), held.change(i));
        }
        held.take();
    }

    @Override
    public void statement(final Location at) {
        if (!held.isEmpty()) {
            throw new OperatorException("the transaction behind " + at + " has a DDL behind rows, so it can't be kept"
                    + " whole: set tidemark.transactions to rows in the task file until it is passed");
        }
    }

    @Override
    public boolean end(final Location after) {
        if (rows.isTorn()) {
            return rows.end(after);
        }
        if (held.isEmpty()) {
            return true;
        }
        final RowChange last = held.last();
        final long routingKey = held.routingKey();
        if (applied.isActive() && applied.contains(last.transaction(), last.row(), routingKey)) {
            skipped += held.take().size();
            return true;
        }
        held.computeKeys();
        final int size = held.size();
        final long bytes = held.bytes();
        final List<TableId> tables = held.tables();
        pipeline.transaction(tables, after, held.take(), routingKey, held.keys(), held.keyCount(), size, bytes);
        return false;
    }

    @Override
    public void boundary(final Location at) {
        if (!held.isEmpty()) {
            throw new IllegalStateException(
                    "the source read " + held.size() + " rows of a transaction before " + at + ", but not its end");
        }
        rows.boundary(at);
    }

    @Override
    public boolean isTorn() {
        return rows.isTorn();
    }

    @Override
    public long skipped() {
        return skipped + rows.skipped();
    }
}
