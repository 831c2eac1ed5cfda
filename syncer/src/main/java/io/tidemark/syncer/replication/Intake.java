// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.RowChange;

/** How the rows of transactions get into the pipeline. The source thread's. */
interface Intake {
    /**
     * The next row of the transaction in progress. It may be applied already; then it goes no further.
     *
     * @param table    the source table.
     * @param location where its event stands.
     * @param change   the row.
     */
    void row(TableId table, Location location, RowChange change);

    /**
     * A statement is about to be executed inside the transaction.
     *
     * @param at the boundary before the transaction, for messages.
     * @throws io.tidemark.syncer.failure.OperatorException if rows before it can't be applied before it.
     */
    void statement(Location at);

    /**
     * All rows of the transaction were given.
     *
     * @param after the location after the transaction.
     * @return whether its end is still to be handed in.
     */
    boolean end(Location after);

    /**
     * A boundary between transactions is reached.
     *
     * @param at for messages.
     * @throws IllegalStateException if rows are held whose transaction did not end.
     */
    void boundary(Location at);

    /** Whether a part of the transaction in progress is handed in, and the rest is not. */
    boolean isTorn();

    /** How many rows went no further because they are applied. */
    long skipped();
}
