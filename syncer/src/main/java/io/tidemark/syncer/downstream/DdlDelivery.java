// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** Brings DDL into the downstream. For one thread, which has drained and flushed everything before the statement. */
public interface DdlDelivery {
    /**
     * Sees to it that a statement is executed.
     *
     * @param ddl       the statement.
     * @param replaying whether it may have been executed before, by somebody who left no record of it; then errors that
     *                  say so are taken for success.
     * @throws io.tidemark.syncer.failure.OperatorException if it can't be executed, or nobody can say whether it was.
     * @throws InterruptedException if the thread is interrupted while it waits.
     */
    void execute(Ddl ddl, boolean replaying) throws InterruptedException;

    /**
     * Sees to it that nobody waits for a statement any more, which an operator has decided not to execute.
     *
     * @param ddl the statement.
     * @throws io.tidemark.syncer.failure.OperatorException if another statement is recorded whose fate is not known.
     * @throws InterruptedException if the thread is interrupted while it waits.
     */
    void passOver(Ddl ddl) throws InterruptedException;

    /**
     * The checkpoint covers the statement that was executed or passed over last.
     *
     * @throws InterruptedException if the thread is interrupted while it waits.
     */
    void claimed() throws InterruptedException;
}
