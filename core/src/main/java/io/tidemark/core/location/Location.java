package io.tidemark.core.location;

import static java.util.Objects.requireNonNull;

/**
 * A point in the stream of a source.
 *
 * @param position the binlog position.
 * @param gtids    the GTIDs handled so far, empty where the source has none.
 * @param suffix   orders events injected at one position.
 */
public record Location(BinlogPosition position, GtidSet gtids, int suffix) implements Comparable<Location> {
    /** Where a source without any checkpoint stands. */
    public static final Location ZERO = at(BinlogPosition.MIN);

    /** All are required. */
    public Location {
        requireNonNull(position, "position");
        requireNonNull(gtids, "gtids");
    }

    /**
     * A location without GTIDs.
     *
     * @param position the binlog position.
     * @return the location.
     */
    public static Location at(final BinlogPosition position) {
        return at(position, GtidSet.EMPTY);
    }

    /**
     * A location with GTIDs.
     *
     * @param position the binlog position.
     * @param gtids    the GTIDs handled so far.
     * @return the location.
     */
    public static Location at(final BinlogPosition position, final GtidSet gtids) {
        return new Location(position, gtids, 0);
    }

    @Override
    public int compareTo(final Location other) {
        final int byFile = position.file().compareTo(other.position.file());
        return byFile != 0 ? byFile : Long.compare(position.offset(), other.position.offset());
    }
}
