// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static io.tidemark.syncer.progress.ProgressTable.MOVED;
import static io.tidemark.syncer.progress.ProgressTable.OWNED;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.downstream.BatchProgress;
import io.tidemark.syncer.downstream.StatementText;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Moves the mark of one worker of one run. Its row is the first that a batch's transaction writes: its lock is held before
 * a COMMIT can be on its way, and whoever may no longer write, and so does not find it, has all of the batch rolled back.
 */
final class WorkerProgress implements BatchProgress {
    private final ProgressTable table;
    private final Run run;
    private final int worker;
    private final byte[] move;
    private long batches;
    private UpstreamTransaction written;
    private String gtidsBefore;

    WorkerProgress(final ProgressTable table, final Run run, final int worker) {
        this.table = table;
        this.run = run;
        this.worker = worker;
        this.move = table.move();
    }

    @Override
    public boolean tellsOutcomes() {
        return true;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the text is made once a transaction
    public void record(final StatementText into, final Batch<RowChange> batch) {
        final RowChange last = batch.payload(batch.size() - 1);
        final UpstreamTransaction transaction = last.transaction();
        if (transaction != written) {
            written = transaction;
            gtidsBefore = transaction.before().toString();
        }
        into.add(move).addValue(batches + 1);
        add(
                into,
                MOVED,
                transaction.gtid(),
                transaction.start().file(),
                transaction.start().offset(),
                last.row(),
                gtidsBefore);
        add(into, OWNED, run.sourceId(), run.number(), (long) worker, run.token(), batches);
    }

    private static void add(final StatementText into, final List<byte[]> pieces, final Object... values) {
        for (int i = 0; i < values.length; i++) {
            into.add(pieces.get(i)).addValue(values[i]);
        }
    }

    /** The rows that came with the statement must not stay, nor their locks while the row is asked for. */
    @Override
    public void counted(final Connection connection, final int rows) throws SQLException {
        if (rows != 1) {
            connection.rollback();
            throw storedBatch(connection) == batches ? unchanged() : forgotten();
        }
    }

    private static IllegalStateException unchanged() {
        return new IllegalStateException("an UPDATE of a worker's progress did not find the row that a SELECT finds");
    }

    /** To go on would be to leave out rows for ever, since later marks claim them. */
    private OperatorException forgotten() {
        return new OperatorException(
                run.lostRows(table) + ": nothing of this batch was applied; start again, and compare"
                        + " the tables if the checkpoint is further than they are");
    }

    private void bindOwner(final PreparedStatement statement, final int first) throws SQLException {
        statement.setString(first, run.sourceId());
        statement.setLong(first + 1, run.number());
        statement.setInt(first + 2, worker);
        statement.setString(first + 3, run.token());
    }

    @Override
    public boolean isCommitted(final Connection connection) throws SQLException {
        final long stored = storedBatch(connection);
        if (stored != batches && stored != batches + 1) {
            throw forgotten();
        }
        return stored == batches + 1;
    }

    private long storedBatch(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.selectBatch())) {
            bindOwner(statement, 1);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw run.lost(table);
                }
                return row.getLong(1);
            }
        }
    }

    @Override
    public void committed() {
        batches++;
        run.committed().set(worker, batches);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
