// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one pair of servers, or several, have to say in the end.
 *
 * @param counts       what was done to the victims.
 * @param transactions of the workload.
 * @param written      row changes of the workload.
 * @param ddls         DDL statements of the workload.
 * @param changes      what is wrong with the history of changes.
 * @param rows         what is wrong with the rows that are there in the end.
 * @param equalTables  tables that are equal on both sides in every value.
 * @param tables       tables in all.
 * @param claims       how many claims of the checkpoint were compared with the rows.
 * @param looks        how many times the point was read.
 * @param violations   what was found wrong with claims.
 * @param unequal      what the tables that are not equal differ in.
 * @param witnessed    commits of the witness that the server confirmed.
 * @param witnessLost  those of them that are gone.
 * @param serverLosses what the server itself has lost.
 */
record Account(
        Counts counts,
        long transactions,
        long written,
        long ddls,
        Findings changes,
        Findings rows,
        long equalTables,
        long tables,
        long claims,
        long looks,
        List<String> violations,
        List<String> unequal,
        long witnessed,
        long witnessLost,
        List<String> serverLosses) {
    static final Account NONE = new Account(
            new Counts(), 0, 0, 0, Findings.NONE, Findings.NONE, 0, 0, 0, 0, List.of(), List.of(), 0, 0, List.of());

    /** Both together. */
    Account plus(final Account other) {
        final Counts both = new Counts();
        both.add(counts);
        both.add(other.counts);
        return new Account(
                both,
                transactions + other.transactions,
                written + other.written,
                ddls + other.ddls,
                changes.plus(other.changes),
                rows.plus(other.rows),
                equalTables + other.equalTables,
                tables + other.tables,
                claims + other.claims,
                looks + other.looks,
                joined(violations, other.violations),
                joined(unequal, other.unequal),
                witnessed + other.witnessed,
                witnessLost + other.witnessLost,
                joined(serverLosses, other.serverLosses));
    }

    private static List<String> joined(final List<String> some, final List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Whether all promises were kept, and the servers did their part. */
    boolean clean() {
        return promisesKept() && serverLosses.isEmpty();
    }

    /** Whether all promises were kept, as far as servers that have lost nothing by themselves tell, and claims were looked at. */
    boolean promisesKept() {
        return changes.none() && rows.none() && equalTables == tables && claims > 0 && violations.isEmpty();
    }
}
