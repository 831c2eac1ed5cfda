// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
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
        public void record(final StatementText into, final Batch<RowChange> batch) {
            // nothing to say
        }

        @Override
        public void counted(final Connection connection, final int rows) {
            // nothing was sent
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
     * Writes the statement that records a batch as applied. It is the first of the batch's transaction, and may go to the
     * server together with those of the rows. Before a COMMIT is sent, the server has answered and {@link #counted} was asked;
     * so a transaction of unknown fate holds the lock that {@link #isCommitted} waits for.
     *
     * @param into  takes the statement; nothing if nothing is recorded.
     * @param batch the batch.
     */
    void record(StatementText into, Batch<RowChange> batch);

    /**
     * Judges how many rows the statement of {@link #record} found. What came with it is rolled back if this fails.
     *
     * @param connection inside the transaction; may be rolled back.
     * @param rows       what the server counted.
     * @throws SQLException as the server or the connection fails.
     * @throws io.tidemark.syncer.failure.OperatorException if this process may no longer write.
     */
    void counted(Connection connection, int rows) throws SQLException;

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
