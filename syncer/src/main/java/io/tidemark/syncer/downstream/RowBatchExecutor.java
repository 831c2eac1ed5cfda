// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.pipeline.worker.JobExecutor;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies batches of row changes, each in one downstream transaction.
 *
 * <p>What may pass (a lost connection, a deadlock, a lock timeout, a server that is read-only for a while) is met by
 * rolling back and repeating the batch, with growing pauses (but for the first deadlocks) and a bound. A commit that fails leaves open whether the
 * batch is applied; the worker's progress tells, and where none is kept the batch is repeated in safe mode, which is
 * harmless for tables with a key. Any other error makes the batch be sent again change by change, to find the one that
 * fails and to name it, or to pass where statements of many rows did not fit.
 *
 * <p>For one worker.
 */
public final class RowBatchExecutor implements JobExecutor<RowChange> {
    private static final Logger LOG = LoggerFactory.getLogger(RowBatchExecutor.class);

    /** A deadlock's other side goes on, so there is nothing to wait for, unless it happens again and again. */
    private static final int RETRIES_AT_ONCE = 3;

    private final Downstream downstream;
    private final RetryPolicy policy;
    private final LongAdder retries;
    private final BatchProgress progress;
    private final boolean multipleRows;
    private final BatchStatements statements;
    private Connection connection;

    /**
     * Connects when the first batch comes.
     *
     * @param downstream where to apply to.
     * @param policy     how patiently.
     * @param retries    counts repeated batches; may be shared by all workers.
     * @param progress   what each batch says about the worker; closed by this executor.
     * @param multipleRows whether a statement may take many rows; else each change is a statement of its own, in order.
     */
    public RowBatchExecutor(
            final Downstream downstream,
            final RetryPolicy policy,
            final LongAdder retries,
            final BatchProgress progress,
            final boolean multipleRows) {
        this(downstream, policy, retries, progress, multipleRows, false);
    }

    /**
     * Connects when the first batch comes.
     *
     * @param downstream where to apply to.
     * @param policy     how patiently.
     * @param retries    counts repeated batches; may be shared by all workers.
     * @param progress   what each batch says about the worker; closed by this executor.
     * @param multipleRows whether a statement may take many rows; else each change is a statement of its own, in order.
     * @param compact    whether successive changes of one row inside a batch become one, where statements take many rows.
     */
    public RowBatchExecutor(
            final Downstream downstream,
            final RetryPolicy policy,
            final LongAdder retries,
            final BatchProgress progress,
            final boolean multipleRows,
            final boolean compact) {
        this.downstream = requireNonNull(downstream, "downstream");
        this.policy = requireNonNull(policy, "policy");
        this.retries = requireNonNull(retries, "retries");
        this.progress = requireNonNull(progress, "progress");
        this.multipleRows = multipleRows;
        this.statements = new BatchStatements(progress, compact);
    }

    /**
     * Applies a batch; returns once it is committed.
     *
     * @throws OperatorException    if it can't be applied: table, location and the server's words.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    @Override
    public void execute(final Batch<RowChange> batch) throws InterruptedException {
        boolean safe = false;
        boolean oneByOne = !multipleRows;
        boolean unknown = false;
        boolean repeated = false;
        int retry = 0;
        while (true) {
            boolean committing = false;
            try {
                if (connection == null) {
                    connection = downstream.openForRows();
                }
                if (unknown && progress.isCommitted(connection)) {
                    connection.rollback();
                    progress.committed();
                    return;
                }
                unknown = false;
                statements.send(connection, batch, safe, oneByOne, repeated);
                committing = true;
                connection.commit();
                progress.committed();
                return;
            } catch (final OperatorException e) {
                rollback();
                throw e;
            } catch (final SQLException e) {
                final boolean connected = connection != null;
                rollback();
                repeated = true;
                unknown |= committing && progress.tellsOutcomes();
                // the driver's tidying up after a broken batch may hide that the connection is lost
                final boolean lost = connected && connection == null;
                if (lost || MysqlError.isTransient(e)) {
                    safe |= committing && !progress.tellsOutcomes() && (lost || MysqlError.isLost(e));
                    retry++;
                    awaitRetry(batch, e, retry, safe);
                } else if (!connected) {
                    throw downstream.explain(e);
                } else if (oneByOne) {
                    throw failure(batch, e, committing);
                } else {
                    oneByOne = true;
                }
            }
        }
    }

    @Override
    public void close() {
        progress.close();
        drop();
    }

    private void awaitRetry(final Batch<RowChange> batch, final SQLException e, final int retry, final boolean safe)
            throws InterruptedException {
        if (retry > policy.retries()) {
            throw new OperatorException(
                    "the downstream " + downstream.server() + " did not take the rows at "
                            + batch.location(0).position() + " in " + retry + " attempts ("
                            + MysqlError.describe(e) + "); " + MysqlError.remedy(e) + ", then start again",
                    e);
        }
        retries.increment();
        if (retry <= RETRIES_AT_ONCE && MysqlError.isDeadlock(e)) {
            LOG.debug(
                    "A deadlock with another batch, repeated at once: {} rows at {}", batch.size(), batch.location(0));
            return;
        }
        LOG.warn(
                "Retry {} of {}{}, {} rows at {}: {}{}",
                retry,
                policy.retries(),
                safe ? " in safe mode" : "",
                batch.size(),
                batch.location(0).position(),
                MysqlError.describe(e),
                MysqlError.isLockTimeout(e) ? "; " + MysqlError.remedy(e) : "");
        policy.pause(retry);
    }

    private OperatorException failure(final Batch<RowChange> batch, final SQLException e, final boolean committing) {
        final int index = committing ? 0 : statements.lastSent();
        if (index == StatementPacket.LEAD) {
            return new OperatorException(
                    "the downstream " + downstream.server() + " refuses to record the progress of the rows at "
                            + batch.location(0).position() + " (" + MysqlError.describe(e)
                            + "); correct the cause downstream, then start again",
                    e);
        }
        final RowChange change = batch.payload(index);
        return new OperatorException(
                "the downstream " + downstream.server() + " refuses the " + change.kind() + " of " + change.structure()
                        + " at " + batch.location(index).position() + " (" + MysqlError.describe(e)
                        + "); correct the cause downstream, then start again",
                e);
    }

    private void rollback() {
        if (connection == null) {
            return;
        }
        try {
            connection.rollback();
        } catch (final SQLException e) {
            LOG.debug("The connection could not roll back and is given up: {}", e.getMessage());
            drop();
        }
    }

    private void drop() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (final SQLException e) {
            LOG.debug("A connection did not close: {}", e.getMessage());
        } finally {
            connection = null;
        }
    }
}
