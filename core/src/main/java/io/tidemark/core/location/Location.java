// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static java.util.Objects.requireNonNull;

/**
 * A point in the stream of a source. Immutable.
 *
 * <p>Equality is that of all three components. The order is another thing, see {@link #compareTo}.
 *
 * @param position the binlog position.
 * @param gtids    the GTIDs handled so far, empty where the source has none.
 * @param suffix   orders events injected at one position, not negative; 0 for the source's own.
 */
public record Location(BinlogPosition position, GtidSet gtids, int suffix) implements Comparable<Location> {
    /** Where a source without any checkpoint stands. */
    public static final Location ZERO = at(BinlogPosition.MIN);

    /**
     * All are required.
     *
     * @throws IllegalArgumentException if the suffix is negative.
     */
    public Location {
        requireNonNull(position, "position");
        requireNonNull(gtids, "gtids");
        if (suffix < 0) {
            throw new IllegalArgumentException("suffix " + suffix + " of location " + position + " is negative");
        }
    }

    /**
     * A location without GTIDs.
     *
     * @param position the binlog position.
     * @return the location, with suffix 0.
     */
    public static Location at(final BinlogPosition position) {
        return at(position, GtidSet.EMPTY);
    }

    /**
     * A location with GTIDs.
     *
     * @param position the binlog position.
     * @param gtids    the GTIDs handled so far.
     * @return the location, with suffix 0.
     */
    public static Location at(final BinlogPosition position, final GtidSet gtids) {
        return new Location(position, gtids, 0);
    }

    /**
     * The same place with another suffix.
     *
     * @param newSuffix not negative.
     * @return the location.
     */
    public Location withSuffix(final int newSuffix) {
        return newSuffix == suffix ? this : new Location(position, gtids, newSuffix);
    }

    /** @return whether it holds nothing beyond {@link #ZERO}: nothing of the source has been handled yet. */
    public boolean isFresh() {
        return compareTo(ZERO) <= 0;
    }

    /**
     * What the GTIDs alone say.
     *
     * @param other the right side.
     * @return {@link PartialOrder#INCOMPARABLE} exactly if {@link #compareTo} has to fall back to the positions although
     *     both have GTIDs: a caller says so in its log, once.
     */
    public PartialOrder compareGtids(final Location other) {
        return gtids.compare(other.gtids);
    }

    /**
     * By GTIDs, where one set contains the other: the smaller one is before, and an empty one is before any other. Equal
     * sets that are not empty mean the same place <em>whatever the positions are</em>, since file names differ from one
     * server to the next; then the suffix decides. Without GTIDs on both sides, and where none of the sets contains the
     * other, the positions decide, then the suffix.
     *
     * <p>This is <b>not a total order</b> across locations whose GTID sets are incomparable: each pair has an answer, but
     * three may form a circle. Within the stream of one source, where sets only grow, it is one. It is not consistent
     * with {@link #equals} either: zero means the same place, maybe written in another way.
     */
    @Override
    public int compareTo(final Location other) {
        final PartialOrder byGtids = compareGtids(other);
        if (byGtids == PartialOrder.BEFORE) {
            return -1;
        }
        if (byGtids == PartialOrder.AFTER) {
            return 1;
        }
        final boolean samePlace = byGtids == PartialOrder.EQUAL && !gtids.isEmpty();
        final int byPosition = samePlace ? 0 : position.compareTo(other.position);
        return byPosition != 0 ? byPosition : Integer.compare(suffix, other.suffix);
    }

    /** @return for instance {@code mysql-bin.000003:1943 gtids 0-1-7 suffix 2}, without what is empty or 0. */
    @Override
    public String toString() {
        return position + (gtids.isEmpty() ? "" : " gtids " + gtids) + (suffix == 0 ? "" : " suffix " + suffix);
    }
}
