package io.tidemark.core.location;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** GTIDs in the MariaDB flavour, at least one: the last transaction of each domain. */
final class MariadbGtidSet implements GtidSet {
    /** By domain. Written only while the set is made; a source has few domains, so a change copies them. */
    private final SortedMap<Long, MariadbGtid> lastByDomain;

    private MariadbGtidSet(final SortedMap<Long, MariadbGtid> lastByDomain) {
        this.lastByDomain = lastByDomain;
    }

    /** @param text not blank. */
    static MariadbGtidSet read(final String text) {
        final SortedMap<Long, MariadbGtid> lasts = new TreeMap<>();
        for (final String item : GtidText.atCommas(text)) {
            final MariadbGtid gtid = MariadbGtid.readOrNull(item);
            if (gtid == null) {
                throw GtidText.malformed(text, "\"" + item + "\" is not three numbers (32, 32 and 64 bits)");
            }
            lasts.merge(gtid.domain(), gtid, MariadbGtidSet::later);
        }
        return new MariadbGtidSet(lasts);
    }

    static MariadbGtidSet readOne(final String gtid) {
        final SortedMap<Long, MariadbGtid> lasts = new TreeMap<>();
        final MariadbGtid only = readTransaction(gtid);
        lasts.put(only.domain(), only);
        return new MariadbGtidSet(lasts);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean contains(final GtidSet other) {
        return other.isEmpty()
                || (other instanceof MariadbGtidSet mariadb && containsAll(mariadb.lastByDomain.values()));
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
        return with(mariadb.lastByDomain.values());
    }

    @Override
    public GtidSet plus(final String gtid) {
        if (GtidText.isMysql(gtid)) {
            throw GtidText.mixed(this, MysqlGtidSet.readOne(gtid));
        }
        return with(List.of(readTransaction(gtid)));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof MariadbGtidSet mariadb && compare(mariadb) == PartialOrder.EQUAL;
    }

    @Override
    public int hashCode() {
        return lastByDomain.values().stream()
                .mapToInt(gtid -> 31 * Long.hashCode(gtid.domain()) + Long.hashCode(gtid.sequence()))
                .sum();
    }

    @Override
    public String toString() {
        return lastByDomain.values().stream().map(MariadbGtid::toString).collect(joining(","));
    }

    private boolean containsAll(final Collection<MariadbGtid> gtids) {
        for (final MariadbGtid gtid : gtids) {
            if (!contains(gtid)) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(final MariadbGtid gtid) {
        final MariadbGtid last = lastByDomain.get(gtid.domain());
        return last != null && !gtid.isBeyond(last);
    }

    private MariadbGtidSet with(final Collection<MariadbGtid> more) {
        if (containsAll(more)) {
            return this;
        }
        final SortedMap<Long, MariadbGtid> lasts = new TreeMap<>(lastByDomain);
        more.forEach(gtid -> lasts.merge(gtid.domain(), gtid, MariadbGtidSet::later));
        return new MariadbGtidSet(lasts);
    }

    private static MariadbGtid later(final MariadbGtid known, final MariadbGtid added) {
        return added.isBeyond(known) ? added : known;
    }

    private static MariadbGtid readTransaction(final String gtid) {
        final MariadbGtid read = MariadbGtid.readOrNull(gtid);
        if (read == null) {
            throw GtidText.notOne(gtid);
        }
        return read;
    }
}
