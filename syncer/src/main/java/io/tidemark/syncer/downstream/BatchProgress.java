package io.tidemark.syncer.downstream;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.row.RowChange;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a batch's transaction says, beside the rows, about how far its worker is. One a worker, used by that worker only.
 */
public interface BatchProgress extends AutoCloseable {
    /** Says nothing, so nobody can tell afterwards whether a batch was committed. */
    BatchProgress NONE = new BatchProgress() {
        @Override
        public boolean tellsOutcomes() {
            return false;
        }

        @Override
        public void record(final Connection connection, final Batch<RowChange> batch) {
            // nothing to say
        }

        @Override
        public boolean isCommitted(final Connection connection) {
            return false;
        }

        @Override
        public void committed() {
            // nothing to remember
        }

        @Override
        public void close() {
            // nothing is held
        }
    };

    /** @return whether {@link #isCommitted} knows. */
    boolean tellsOutcomes();

    /**
     * Records a batch as applied, in its transaction and before its rows.
     *
     * @param connection inside the transaction; the server has answered when this returns, so that from then on a
     *                   transaction of unknown fate holds the lock that {@link #isCommitted} waits for.
     * @param batch      the batch.
     * @throws SQLException as the server or the connection fails.
     * @throws io.tidemark.syncer.failure.OperatorException if this process may no longer write.
     */
    void record(Connection connection, Batch<RowChange> batch) throws SQLException;

    /**
     * Asks for the fate of the batch that was recorded last, and waits until it is sealed.
     *
     * @param connection another than the one that was lost.
     * @return whether the batch is committed; if not, it never will be.
     * @throws SQLException as the server or the connection fails; the question is open then.
     * @throws io.tidemark.syncer.failure.OperatorException if this process may no longer write.
     */
    boolean isCommitted(Connection connection) throws SQLException;

    /** The batch that was recorded last is committed. */
    void committed();

    @Override
    void close();
}
