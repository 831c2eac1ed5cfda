// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts what is wrong with the history of one table: each row must have gone through versions 1 to its last one, each as
 * often as there are copies of the row, and never back. One thread.
 */
final class Tally {
    private final Map<Long, Integer> lastVersions;
    private final int copies;
    private final Set<Long> seen = new HashSet<>();
    private long number = -1;
    private int[] times = new int[0];
    private int highest;
    private Findings findings = Findings.NONE;

    /**
     * Nothing seen yet.
     *
     * @param lastVersions of each row that was ever there.
     * @param copies       of each row.
     */
    Tally(final Map<Long, Integer> lastVersions, final int copies) {
        this.lastVersions = lastVersions;
        this.copies = copies;
    }

    /** The next line of the history: all of one row, in the order in which they were applied, then all of the next. */
    void add(final long row, final int version) {
        if (row != number) {
            endRow();
            number = row;
            times = new int[lastVersions.getOrDefault(row, 0) + 1];
            highest = 0;
            seen.add(row);
        }
        if (version < 1 || version >= times.length) {
            findings = findings.plus(new Findings(0, 1, 0)); // nobody ever wrote it
            return;
        }
        times[version]++;
        if (times[version] > copies) {
            findings = findings.plus(new Findings(0, 1, 0));
        } else if (version < highest) {
            findings = findings.plus(new Findings(0, 0, 1));
        }
        highest = Math.max(highest, version);
    }

    /** To be called once, after the last line. */
    Findings end() {
        endRow();
        lastVersions.forEach((row, last) -> {
            if (!seen.contains(row)) {
                findings = findings.plus(new Findings((long) last * copies, 0, 0));
            }
        });
        return findings;
    }

    private void endRow() {
        for (int version = 1; version < times.length; version++) {
            findings = findings.plus(new Findings(Math.max(0, copies - times[version]), 0, 0));
        }
        times = new int[0];
    }
}
