// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

/** What a slot of the job ring holds. */
public enum JobKind {
    /** Nothing: not used yet, or cleared. */
    EMPTY,
    /** A row change, for one worker. */
    ROW,
    /** A whole transaction, for one worker: the points of its tables and the global point move here. */
    TRANSACTION,
    /** The end of a transaction that was handed in row by row: the points of its tables and the global point move here. */
    TRANSACTION_END,
    /** A DDL that has been executed: the points of its tables and the global point move here. */
    DDL
}
