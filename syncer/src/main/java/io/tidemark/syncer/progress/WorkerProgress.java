package io.tidemark.syncer.progress;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.downstream.BatchProgress;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Moves the mark of one worker of one run. Its row is the first that a batch's transaction writes: whoever may no longer
 * write finds out before it touches anything, and the row's lock is held before a COMMIT can be on its way.
 */
final class WorkerProgress implements BatchProgress {
    private final ProgressTable table;
    private final Run run;
    private final int worker;
    private Connection preparedOn;
    private PreparedStatement move;
    private long batches;
    private UpstreamTransaction written;
    private String gtidsBefore;

    WorkerProgress(final ProgressTable table, final Run run, final int worker) {
        this.table = table;
        this.run = run;
        this.worker = worker;
    }

    @Override
    public boolean tellsOutcomes() {
        return true;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the text is made once a transaction
    public void record(final Connection connection, final Batch<RowChange> batch) throws SQLException {
        prepareOn(connection);
        final RowChange last = batch.payload(batch.size() - 1);
        final UpstreamTransaction transaction = last.transaction();
        if (transaction != written) {
            written = transaction;
            gtidsBefore = transaction.before().toString();
        }
        move.setLong(1, batches + 1);
        move.setString(2, transaction.gtid());
        move.setString(3, transaction.start().file());
        move.setLong(4, transaction.start().offset());
        move.setLong(5, last.row());
        move.setString(6, gtidsBefore);
        bindOwner(move, 7);
        move.setLong(11, batches);
        if (move.executeUpdate() != 1) {
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

    private void prepareOn(final Connection connection) throws SQLException {
        if (connection != preparedOn) {
            preparedOn = null; // its statements are closed with it
            move = connection.prepareStatement(table.move());
            preparedOn = connection;
        }
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
        // the statement is closed with its connection, which is the executor's
        preparedOn = null;
        move = null;
    }
}
