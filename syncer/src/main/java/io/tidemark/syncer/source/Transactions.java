// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.UpstreamTransaction;

/**
 * Follows the transactions of a stream: where they begin and end, and which GTIDs have been completed.
 *
 * <p>A source that begins at a position without GTIDs knows none until a file's head tells which came before it. Until
 * then GTIDs are left out: a set with only the later ones would, used for a start, ask for all earlier ones again.
 *
 * <p>One thread.
 */
final class Transactions {
    /** Where the stream stands. */
    private enum Phase {
        BETWEEN,
        ANNOUNCED,
        INSIDE
    }

    private Phase phase = Phase.BETWEEN;
    private GtidSet completed;
    private boolean complete;
    private String announced;
    private BinlogPosition start = BinlogPosition.MIN;
    /** Made when it is asked for: transactions without rows need none. */
    private UpstreamTransaction current;

    private long rowsHandedOver;

    Transactions(final GtidSet start) {
        completed = start;
        complete = !start.isEmpty();
    }

    /** A GTID event that begins at a position; an empty text stands for an anonymous transaction. */
    void announce(final String gtid, final BinlogPosition at) {
        announced = gtid;
        start = at;
        phase = Phase.ANNOUNCED;
    }

    /** A transaction begins, at this position unless it was announced before. */
    void begin(final BinlogPosition at) {
        if (phase == Phase.BETWEEN) {
            start = at;
        }
        if (phase != Phase.INSIDE) {
            phase = Phase.INSIDE;
            rowsHandedOver = 0;
            current = null;
        }
    }

    /** The transaction in progress. */
    UpstreamTransaction current() {
        if (current == null) {
            current = new UpstreamTransaction(gtid(), start, complete ? completed : GtidSet.EMPTY);
        }
        return current;
    }

    /** Of the transaction in progress, or of the statement that stands alone; empty if it has none. */
    String gtid() {
        return announced == null ? "" : announced;
    }

    /** How many rows of the transaction in progress were handed over. */
    long rowsHandedOver() {
        return rowsHandedOver;
    }

    void countRows(final int rows) {
        rowsHandedOver += rows;
    }

    /** Ends the transaction, or the statement that stood alone, and returns the GTIDs up to it and with it. */
    GtidSet end() {
        if (complete && announced != null && !announced.isEmpty()) {
            final GtidSet next = completed.plus(announced);
            if (completed.contains(next)) {
                throw new OperatorException("GTID " + announced + " comes after " + completed
                        + ", which has it already, so GTIDs can't tell what is applied: give each server that writes into"
                        + " this binlog a gtid_domain_id of its own, and start behind this transaction by position");
            }
            completed = next;
        }
        announced = null;
        current = null;
        rowsHandedOver = 0;
        phase = Phase.BETWEEN;
        return completed;
    }

    /** The head of a file tells which GTIDs came before it. */
    void learn(final String before) {
        if (!complete) {
            completed = completed.union(GtidSet.parse(before));
            complete = true;
        }
    }

    GtidSet completed() {
        return completed;
    }

    boolean between() {
        return phase == Phase.BETWEEN;
    }

    boolean inside() {
        return phase == Phase.INSIDE;
    }

    boolean hasHandedOverRows() {
        return rowsHandedOver > 0;
    }
}
