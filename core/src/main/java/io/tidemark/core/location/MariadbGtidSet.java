// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/**
 * GTIDs in the MariaDB flavour, at least one: the last transaction of each domain. A source has few domains, and each of its
 * transactions makes a set: so they are an array, and a change copies it.
 */
final class MariadbGtidSet implements GtidSet {
    private static final MariadbGtid[] NONE = {};

    /** Ordered by domain; one each. Never written to. */
    private final MariadbGtid[] lasts;

    private MariadbGtidSet(final MariadbGtid[] lasts) {
        this.lasts = lasts;
    }

    /** @param text not blank. */
    static MariadbGtidSet read(final String text) {
        MariadbGtidSet set = new MariadbGtidSet(NONE);
        for (final String item : GtidText.atCommas(text)) {
            final MariadbGtid gtid = MariadbGtid.readOrNull(item);
            if (gtid == null) {
                throw GtidText.malformed(text, "\"" + item + "\" is not three numbers (32, 32 and 64 bits)");
            }
            set = set.with(gtid);
        }
        return set;
    }

    static MariadbGtidSet readOne(final String gtid) {
        return new MariadbGtidSet(new MariadbGtid[] {readTransaction(gtid)});
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean contains(final GtidSet other) {
        return other.isEmpty() || (other instanceof MariadbGtidSet mariadb && containsAll(mariadb.lasts));
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
        if (!(other instanceof MariadbGtidSet mariadb)) {
            throw GtidText.mixed(this, other);
        }
        MariadbGtidSet all = this;
        for (final MariadbGtid gtid : mariadb.lasts) {
            all = all.with(gtid);
        }
        return all;
    }

    @Override
    public GtidSet plus(final String gtid) {
        if (GtidText.isMysql(gtid)) {
            throw GtidText.mixed(this, MysqlGtidSet.readOne(gtid));
        }
        return with(readTransaction(gtid));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof MariadbGtidSet mariadb && compare(mariadb) == PartialOrder.EQUAL;
    }

    @Override
    public int hashCode() {
        return Arrays.stream(lasts)
                .mapToInt(gtid -> 31 * Long.hashCode(gtid.domain()) + Long.hashCode(gtid.sequence()))
                .sum();
    }

    @Override
    public String toString() {
        return Arrays.stream(lasts).map(MariadbGtid::toString).collect(joining(","));
    }

    private boolean containsAll(final MariadbGtid[] gtids) {
        for (final MariadbGtid gtid : gtids) {
            final int place = place(gtid.domain());
            if (place < 0 || gtid.isBeyond(lasts[place])) {
                return false;
            }
        }
        return true;
    }

    /** Where the domain is, or, negative and less one, where it would be. */
    private int place(final long domain) {
        int place = 0;
        while (place < lasts.length && lasts[place].domain() < domain) {
            place++;
        }
        return place < lasts.length && lasts[place].domain() == domain ? place : -place - 1;
    }

    private MariadbGtidSet with(final MariadbGtid gtid) {
        final int place = place(gtid.domain());
        if (place < 0) {
            final int gap = -place - 1;
            final MariadbGtid[] more = new MariadbGtid[lasts.length + 1];
            System.arraycopy(lasts, 0, more, 0, gap);
            more[gap] = gtid;
            System.arraycopy(lasts, gap, more, gap + 1, lasts.length - gap);
            return new MariadbGtidSet(more);
        }
        if (!gtid.isBeyond(lasts[place])) {
            return this;
        }
        final MariadbGtid[] later = lasts.clone();
        later[place] = gtid;
        return new MariadbGtidSet(later);
    }

    private static MariadbGtid readTransaction(final String gtid) {
        final MariadbGtid read = MariadbGtid.readOrNull(gtid);
        if (read == null) {
            throw GtidText.notOne(gtid);
        }
        return read;
    }
}
