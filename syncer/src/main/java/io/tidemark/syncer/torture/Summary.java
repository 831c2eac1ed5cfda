package io.tidemark.syncer.torture;

import java.util.Locale;

/**
 * How a campaign ended.
 *
 * @param counts       what was done to the victims.
 * @param transactions of the workload.
 * @param written      row changes of the workload.
 * @param ddls         DDL statements of the workload.
 * @param changes      what is wrong with the history of changes.
 * @param rows         what is wrong with the rows that are there in the end.
 * @param equalTables  tables that are equal on both sides in every value.
 * @param tables       tables in all.
 * @param watch        what was seen meanwhile.
 */
record Summary(
        Counts counts,
        long transactions,
        long written,
        long ddls,
        Findings changes,
        Findings rows,
        long equalTables,
        long tables,
        Watch watch) {
    /** Whether all promises were kept, and claims were looked at. */
    boolean clean() {
        return changes.none()
                && rows.none()
                && equalTables == tables
                && watch.claims() > 0
                && watch.violations().isEmpty();
    }

    /** For people. */
    String text() {
        final Recoveries recoveries = watch.recoveries();
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
                time to recover     p50 %.2f s, p99 %.2f s, of %,d: from a restart to the first row after it""",
                counts.kills(),
                counts.syncerKills(),
                counts.downstreamKills(),
                counts.stops(),
                counts.restarts(),
                counts.givenUp(),
                transactions,
                written,
                ddls,
                changes.lost(),
                rows.lost(),
                changes.duplicated(),
                rows.duplicated(),
                changes.outOfOrder(),
                equalTables,
                tables,
                watch.claims(),
                watch.violations().size(),
                watch.looks(),
                recoveries.seconds(0.5),
                recoveries.seconds(0.99),
                recoveries.count());
    }
}
