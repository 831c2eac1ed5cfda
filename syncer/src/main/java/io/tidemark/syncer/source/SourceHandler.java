// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.location.Location;

/**
 * Takes what a source reads, in the order of the binlog. All methods are called on the thread that runs the source.
 *
 * <p>A method may block: the source reads no further until it returns. Whatever a method throws ends the source, which
 * throws it again from {@link BinlogSource#run}.
 */
public interface SourceHandler {
    /**
     * Rows of one table, inside a transaction.
     *
     * @param event the rows.
     * @throws InterruptedException if the thread is interrupted while it waits.
     */
    void rows(RowsEvent event) throws InterruptedException;

    /**
     * The transaction whose rows were handed over has committed.
     *
     * @param after the position after the transaction, and the GTIDs up to it and with it.
     * @throws InterruptedException if the thread is interrupted while it waits.
     */
    void transactionEnd(Location after) throws InterruptedException;

    /**
     * A statement that was logged as text: DDL, account management and the like, never a change of rows.
     *
     * @param statement the statement.
     * @throws InterruptedException if the thread is interrupted while it waits.
     */
    void statement(SourceStatement statement) throws InterruptedException;

    /**
     * Nothing to do, outside any transaction. Called at each heartbeat, and when the source goes on to the next file.
     *
     * @param boundary everything before it was handed over; nothing after it was.
     * @throws InterruptedException if the thread is interrupted while it waits.
     */
    void idle(Location boundary) throws InterruptedException;
}
