// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

/**
 * Global transaction identifiers: the transactions that a source has sent so far.
 *
 * <p>There are two flavours, recognised from the text:
 *
 * <ul>
 *   <li><b>MySQL</b>, {@code uuid[:tag]:1-5:7,uuid2:1-3}: every transaction counts for itself. Letters are lower-cased,
 *       sources sorted, touching intervals merged, duplicates united. A tag has one to 32 letters, digits and
 *       underscores, and does not begin with a digit.
 *   <li><b>MariaDB</b>, {@code domain-server-sequence,...}: per domain only the highest sequence counts, and stands for
 *       all before it. The server is that of the highest; it is printed, but takes no part in comparison or equality.
 * </ul>
 *
 * <p>{@link #EMPTY} belongs to both flavours. A set of one flavour never contains one of the other, and cannot be
 * united with it.
 *
 * <p>Sets are immutable and may be read by any thread. A set made from another one shares nearly all of it: adding a
 * transaction to a MySQL set of n intervals costs O(log n) time and memory, and so does comparing the two. Two sets are
 * {@link Object#equals equal} exactly if {@link #compare} says {@link PartialOrder#EQUAL}.
 */
public sealed interface GtidSet permits NoGtids, MysqlGtidSet, MariadbGtidSet {
    // no default methods here: with one, two threads that load a set and EMPTY at once could wait for each other

    /** No transaction at all, in either flavour. */
    GtidSet EMPTY = NoGtids.INSTANCE;

    /**
     * Reads a set. White space around any part is ignored, letter case does not matter.
     *
     * @param text either flavour; blank stands for {@link #EMPTY}.
     * @return the set.
     * @throws IllegalArgumentException if the text is neither; names the text, the part that is wrong, and the form.
     */
    static GtidSet parse(final String text) {
        if (text.isBlank()) {
            return EMPTY;
        }
        return GtidText.isMysql(text) ? MysqlGtidSet.read(text) : MariadbGtidSet.read(text);
    }

    /** @return whether there is no transaction in it. */
    boolean isEmpty();

    /**
     * Containment: a partial order, in which {@link #EMPTY} is smallest.
     *
     * @param other the set that may be part of this one.
     * @return whether every transaction of the other set is in this one; false for a set of the other flavour.
     */
    boolean contains(GtidSet other);

    /**
     * Both directions of {@link #contains}.
     *
     * @param other the right side.
     * @return {@link PartialOrder#INCOMPARABLE} if none contains the other, as between the two flavours.
     */
    PartialOrder compare(GtidSet other);

    /**
     * The smallest set that contains both. Of two MariaDB sequences that are the same, this set's server stays.
     *
     * @param other of the same flavour, or empty.
     * @return this set itself if it contains the other one.
     * @throws IllegalArgumentException if the other set is of the other flavour.
     */
    GtidSet union(GtidSet other);

    /**
     * This set and one transaction more.
     *
     * @param gtid {@code uuid:number}, {@code uuid:tag:number} or {@code domain-server-sequence}.
     * @return this set itself if it contains the transaction.
     * @throws IllegalArgumentException if the text is not one transaction, or is of the other flavour.
     */
    GtidSet plus(String gtid);

    /** @return the canonical text: equal MySQL sets have the same, and {@link #parse} gives the set back. */
    @Override
    String toString();
}
