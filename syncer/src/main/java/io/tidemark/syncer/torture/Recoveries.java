// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.Arrays;

/** Times from a restart to the first row that the downstream commits after it. One thread adds, any thread reads. */
final class Recoveries {
    private static final double NS_PER_S = 1e9;

    private long[] timesNs = new long[0];

    synchronized void add(final long timeNs) {
        timesNs = Arrays.copyOf(timesNs, timesNs.length + 1);
        timesNs[timesNs.length - 1] = timeNs;
    }

    synchronized int count() {
        return timesNs.length;
    }

    /** The smallest time in seconds that this share of the times does not exceed; 0 if there are none. */
    synchronized double seconds(final double share) {
        if (timesNs.length == 0) {
            return 0;
        }
        final long[] sorted = timesNs.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / NS_PER_S;
    }
}
