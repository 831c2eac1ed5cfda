// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;

/**
 * Which transaction of the source a row belongs to, and what came before it. One object a transaction, shared by its
 * rows. Immutable.
 *
 * @param gtid   its GTID, empty if the source gives none.
 * @param start  where its first event begins in the binlog: the same whenever, and from wherever, it is read.
 * @param before the GTIDs of all transactions before it in the order of the source that was read; empty if they are not
 *               known.
 */
public record UpstreamTransaction(String gtid, BinlogPosition start, GtidSet before) {
    /** Of rows that come from no source. */
    public static final UpstreamTransaction NONE = new UpstreamTransaction("", BinlogPosition.MIN, GtidSet.EMPTY);

    /** All are required. */
    public UpstreamTransaction {
        requireNonNull(gtid, "gtid");
        requireNonNull(start, "start");
        requireNonNull(before, "before");
    }
}
