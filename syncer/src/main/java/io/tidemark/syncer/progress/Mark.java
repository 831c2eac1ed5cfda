// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.row.UpstreamTransaction;

/**
 * The last row that a worker has applied: of the rows that were routed to it, all up to and including this one are
 * applied, and none after it.
 *
 * <p>"Up to" means: of the transactions in {@code transaction.before()}, and of the transaction itself up to the row. A
 * set, and not an order, decides where there are GTIDs, because another server of the same replication may have logged
 * the same transactions in another order. Without GTIDs the position does, which means something on one server only.
 *
 * @param transaction where the row is.
 * @param row         its place among all rows of the transaction, from 0.
 */
record Mark(UpstreamTransaction transaction, long row) {
    /** How a transaction stands to a mark. */
    enum Side {
        /** All its rows are before the mark. */
        BEFORE,
        /** The mark is one of its rows. */
        HERE,
        /** All its rows are after the mark. */
        AFTER
    }

    Mark {
        requireNonNull(transaction, "transaction");
    }

    Side sideOf(final UpstreamTransaction other) {
        if (!other.gtid().isEmpty() && other.gtid().equals(transaction.gtid())) {
            return Side.HERE;
        }
        if (!other.gtid().isEmpty() && !transaction.before().isEmpty()) {
            return transaction.before().contains(GtidSet.parse(other.gtid())) ? Side.BEFORE : Side.AFTER;
        }
        final int order = other.start().compareTo(transaction.start());
        return order == 0 ? Side.HERE : order < 0 ? Side.BEFORE : Side.AFTER;
    }

    /** Whether nothing at or before the mark comes after a boundary. */
    boolean isBefore(final Location boundary) {
        if (!transaction.gtid().isEmpty() && !boundary.gtids().isEmpty()) {
            return boundary.gtids().contains(transaction.before().plus(transaction.gtid()));
        }
        return boundary.position().compareTo(transaction.start()) > 0;
    }

    /** For people. */
    @Override
    public String toString() {
        return "row " + row + " of the transaction " + (transaction.gtid().isEmpty() ? "" : transaction.gtid() + " ")
                + "at " + transaction.start();
    }
}
