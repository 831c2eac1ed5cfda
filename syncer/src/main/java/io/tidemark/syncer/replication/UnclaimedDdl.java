// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.progress.DdlRecords.Recorded;

/** Whether a DDL of which an earlier run has left a record is still to be met behind a point. */
final class UnclaimedDdl {
    private UnclaimedDdl() {}

    /** Where only its place is known, a record at the point may be of a statement inside the transaction that follows. */
    static boolean mayBeBehind(final Location point, final Recorded recorded) {
        if (tellsByGtid(point, recorded)) {
            return !point.gtids().contains(GtidSet.parse(recorded.gtid()));
        }
        return isBehind(point, recorded) || Reached.by(recorded.after(), point);
    }

    /** The same where an operator has chosen the point: what ends at it is left behind. */
    static boolean isBehindChosen(final Location point, final Recorded recorded) {
        return tellsByGtid(point, recorded) ? mayBeBehind(point, recorded) : isBehind(point, recorded);
    }

    private static boolean tellsByGtid(final Location point, final Recorded recorded) {
        return !recorded.gtid().isEmpty() && !point.gtids().isEmpty();
    }

    private static boolean isBehind(final Location point, final Recorded recorded) {
        return !Reached.by(point, recorded.after());
    }
}
