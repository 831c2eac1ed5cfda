// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.UpstreamTransaction;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceStatement;

/**
 * Hands each thing over once although the source repeats a transaction whose reading broke off: as many rows and
 * statements of it as were handed over are left out. A transaction holds the same rows in the same order however often
 * it is read. The source thread's.
 */
final class OnceOnly implements SourceHandler {
    private final SourceHandler handler;

    /** Of which rows were handed over, and whose end was not. */
    private UpstreamTransaction open;

    private long rows;
    private long statements;

    /** How far the open transaction has come on the present connection. */
    private long rowsRead;

    private long statementsRead;
    private long handedOver;

    OnceOnly(final SourceHandler handler) {
        this.handler = handler;
    }

    /** The source goes back to the last boundary. */
    void repeatsFromBoundary() {
        rowsRead = 0;
        statementsRead = 0;
    }

    /** Whether no transaction is half handed over. */
    boolean isAtBoundary() {
        return rows == 0 && statements == 0;
    }

    /** Counts what was handed over. */
    long handedOver() {
        return handedOver;
    }

    @Override
    public void rows(final RowsEvent event) throws InterruptedException {
        requireSame(event.transaction());
        rowsRead = event.firstRow() + event.rowCount();
        if (rowsRead <= rows) {
            return;
        }
        final RowsEvent rest = event.firstRow() < rows ? event.from((int) (rows - event.firstRow())) : event;
        open = event.transaction();
        rows = rowsRead;
        handedOver++;
        handler.rows(rest);
    }

    @Override
    public void statement(final SourceStatement statement) throws InterruptedException {
        if (statement.insideTransaction()) {
            statementsRead++;
            if (statementsRead <= statements) {
                return;
            }
            statements = statementsRead;
        } else {
            close(statement.after());
        }
        handedOver++;
        handler.statement(statement);
    }

    @Override
    public void transactionEnd(final Location after) throws InterruptedException {
        close(after);
        handedOver++;
        handler.transactionEnd(after);
    }

    @Override
    public void idle(final Location boundary) throws InterruptedException {
        // before the transaction that is to be repeated comes: no boundary for whoever has a part of it
        if (isAtBoundary()) {
            handler.idle(boundary);
        }
    }

    private void close(final Location after) {
        if (rowsRead < rows || statementsRead < statements) {
            throw lost("the one that ends at " + after);
        }
        open = null;
        rows = 0;
        statements = 0;
        repeatsFromBoundary();
    }

    @SuppressWarnings("ReferenceEquality") // on one connection all rows of a transaction share one object
    private void requireSame(final UpstreamTransaction transaction) {
        if (open == null || open == transaction) {
            return;
        }
        final boolean same = (open.gtid().isEmpty() || transaction.gtid().isEmpty())
                ? open.start().equals(transaction.start())
                : open.gtid().equals(transaction.gtid());
        if (!same) {
            throw lost(text(transaction));
        }
        open = transaction;
    }

    private OperatorException lost(final String instead) {
        return new OperatorException("the upstream sent a part of transaction " + (open == null ? "" : text(open))
                + " before the connection was lost, and now has " + instead
                + " in its place: check that it is the right"
                + " server; if it has lost the transaction, copy the data anew and begin with --start");
    }

    private static String text(final UpstreamTransaction transaction) {
        return transaction.gtid().isEmpty() ? "at " + transaction.start() : transaction.gtid();
    }
}
