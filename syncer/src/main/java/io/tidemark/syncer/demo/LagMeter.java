// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import io.tidemark.core.location.BinlogPosition;
import java.util.ArrayDeque;

/**
 * How long ago the upstream wrote what the downstream has: remembers where the binlog ended at which time, and looks up
 * the time of the place that is applied. One thread.
 */
final class LagMeter {
    private record End(long timeNs, BinlogPosition position) {}

    private final ArrayDeque<End> notApplied = new ArrayDeque<>();

    /** The binlog ends here now. */
    void written(final long nowNs, final BinlogPosition end) {
        if (notApplied.isEmpty() || notApplied.getLast().position().compareTo(end) < 0) {
            notApplied.add(new End(nowNs, end));
        }
    }

    /**
     * Everything up to here is applied.
     *
     * @return the lag in nanoseconds; 0 if nothing is missing that was written at the last look.
     */
    long lagNs(final long nowNs, final BinlogPosition applied) {
        while (!notApplied.isEmpty() && notApplied.getFirst().position().compareTo(applied) <= 0) {
            notApplied.remove();
        }
        return notApplied.isEmpty() ? 0 : nowNs - notApplied.getFirst().timeNs();
    }
}
