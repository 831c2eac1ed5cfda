// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.Locale;

/**
 * How a campaign ended.
 *
 * @param account    of all pairs together.
 * @param recoveries of all pairs together.
 */
record Summary(Account account, Recoveries recoveries) {
    /** For people. */
    String text() {
        final Counts counts = account.counts();
        return String.format(
                Locale.ROOT,
                """
                kills               %,d: %,d of the syncer, %,d of the downstream
                graceful stops      %,d
                restarts            %,d, %,d of them because the syncer had given up on a killed downstream
                workload            %,d transactions, %,d row changes, %,d statements of DDL and beside it
                lost                %,d changes, %,d rows in the end
                duplicated          %,d changes, %,d rows in the end
                out of order        %,d changes
                tables              %,d of %,d equal in every value
                checkpoint claims   %,d checked, %,d violated; the point was read %,d times
                witness             %,d commits confirmed, %,d lost by the server
                time to recover     p50 %.2f s, p99 %.2f s, of %,d: from a restart to the first row after it""",
                counts.kills(),
                counts.syncerKills(),
                counts.downstreamKills(),
                counts.stops(),
                counts.restarts(),
                counts.givenUp(),
                account.transactions(),
                account.written(),
                account.ddls(),
                account.changes().lost(),
                account.rows().lost(),
                account.changes().duplicated(),
                account.rows().duplicated(),
                account.changes().outOfOrder(),
                account.equalTables(),
                account.tables(),
                account.claims(),
                account.violations().size(),
                account.looks(),
                account.witnessed(),
                account.witnessLost(),
                recoveries.seconds(0.5),
                recoveries.seconds(0.99),
                recoveries.count());
    }
}
