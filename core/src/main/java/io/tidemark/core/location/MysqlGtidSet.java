// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

/** GTIDs in the MySQL flavour, at least one. */
final class MysqlGtidSet implements GtidSet {
    private final GtidIntervalTree intervals;

    private MysqlGtidSet(final GtidIntervalTree intervals) {
        this.intervals = intervals;
    }

    /** @param text not blank. */
    static MysqlGtidSet read(final String text) {
        return new MysqlGtidSet(MysqlGtidText.readSet(text));
    }

    static MysqlGtidSet readOne(final String gtid) {
        return new MysqlGtidSet(GtidIntervalTree.of(MysqlGtidText.readTransaction(gtid)));
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean contains(final GtidSet other) {
        return other.isEmpty() || (other instanceof MysqlGtidSet mysql && intervals.coversAll(mysql.intervals));
    }

    @Override
    public PartialOrder compare(final GtidSet other) {
        return PartialOrder.ofContainment(contains(other), other.contains(this));
    }

    @Override
    public GtidSet union(final GtidSet other) {
        if (other.isEmpty()) {
            return this;
        }
        if (!(other instanceof MysqlGtidSet mysql)) {
            throw GtidText.mixed(this, other);
        }
        return with(intervals.plusAll(mysql.intervals));
    }

    @Override
    public GtidSet plus(final String gtid) {
        if (!GtidText.isMysql(gtid)) {
            throw GtidText.mixed(this, MariadbGtidSet.readOne(gtid));
        }
        return with(intervals.plus(MysqlGtidText.readTransaction(gtid)));
    }

    /** What this set is made of. */
    GtidIntervalTree intervals() {
        return intervals;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof MysqlGtidSet mysql && compare(mysql) == PartialOrder.EQUAL;
    }

    @Override
    public int hashCode() {
        final int[] sum = {0};
        intervals.forEach(interval -> sum[0] = 31 * sum[0] + interval.hashCode());
        return sum[0];
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        final GtidSource[] open = {null};
        intervals.forEach(interval -> {
            appendSource(text, open[0], interval.source());
            open[0] = interval.source();
            text.append(':').append(interval);
        });
        return text.toString();
    }

    private MysqlGtidSet with(final GtidIntervalTree newIntervals) {
        return newIntervals == intervals ? this : new MysqlGtidSet(newIntervals);
    }

    /** Names only what differs from the source that was named before. */
    private static void appendSource(final StringBuilder text, final GtidSource open, final GtidSource source) {
        if (source.equals(open)) {
            return;
        }
        if (open == null || !open.uuid().equals(source.uuid())) {
            text.append(open == null ? "" : ",").append(source.uuid());
        }
        text.append(source.tag().isEmpty() ? "" : ":").append(source.tag());
    }
}
