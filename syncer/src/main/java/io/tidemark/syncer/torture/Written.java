// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the workload has written upstream: which transactions, how many changes each, and the last version of each row.
 * The workload's thread adds, any thread reads.
 *
 * <p>A transaction is added before it is committed. So whatever the downstream has, or claims to have, is known here.
 */
final class Written {
    private static final int FIRST_CAPACITY = 1024;

    private final Map<TracedTable, Map<Long, Integer>> lastVersions = new EnumMap<>(TracedTable.class);
    /** By ordinal from 1; entry 0 is nothing written. */
    private long[] gtidSequences = new long[FIRST_CAPACITY];

    private long[] rowsUpTo = new long[FIRST_CAPACITY];
    private int transactions;

    Written() {
        for (final TracedTable table : TracedTable.values()) {
            lastVersions.put(table, new HashMap<>());
        }
    }

    /** Adds the next transaction, which is about to be committed under a GTID of this sequence number. */
    synchronized void add(final long gtidSequence, final List<Change> changes) {
        transactions++;
        if (transactions == gtidSequences.length) {
            gtidSequences = Arrays.copyOf(gtidSequences, 2 * transactions);
            rowsUpTo = Arrays.copyOf(rowsUpTo, 2 * transactions);
        }
        long rows = rowsUpTo[transactions - 1];
        for (final Change change : changes) {
            rows += change.table().copies();
            final Integer before = lastVersions.get(change.table()).put(change.number(), change.version());
            if (change.version() != (before == null ? 1 : before + 1)) {
                throw new IllegalStateException(
                        "the workload's own bookkeeping is wrong: " + change + " after " + before);
            }
        }
        gtidSequences[transactions] = gtidSequence;
        rowsUpTo[transactions] = rows;
    }

    /** The ordinal of the last transaction added. */
    synchronized int transactions() {
        return transactions;
    }

    /** The ordinal of the last transaction whose GTID is not beyond this sequence number; 0 if there is none. */
    synchronized int ordinalAt(final long gtidSequence) {
        final int found = Arrays.binarySearch(gtidSequences, 0, transactions + 1, gtidSequence);
        return found >= 0 ? found : -found - 2;
    }

    /** How many row changes the transactions up to this ordinal have. */
    synchronized long rowsUpTo(final int ordinal) {
        return rowsUpTo[ordinal];
    }

    /** The versions that every row of a table must have gone through end here. A copy. */
    synchronized Map<Long, Integer> lastVersions(final TracedTable table) {
        return new HashMap<>(lastVersions.get(table));
    }

    /** All changes' count. */
    synchronized long rows() {
        return rowsUpTo[transactions];
    }
}
