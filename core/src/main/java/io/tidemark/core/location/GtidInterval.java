// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

/**
 * Consecutive transactions of one source.
 *
 * @param source who numbered them.
 * @param first  the lowest number, at least 1.
 * @param last   the highest number, at least the first.
 */
record GtidInterval(GtidSource source, long first, long last) {
    /** By source, then by first number. */
    int compareStart(final GtidInterval other) {
        final int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Long.compare(first, other.first);
    }

    /** By source, then by last number. */
    int compareEnd(final GtidInterval other) {
        final int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Long.compare(last, other.last);
    }

    /** Whether it ends before the other one begins, with at least one number (or another source) between them. */
    boolean isApartBefore(final GtidInterval other) {
        final int bySource = source.compareTo(other.source);
        // numbers begin at 1, so this cannot overflow; last + 1 could
        return bySource < 0 || (bySource == 0 && last < other.first - 1);
    }

    boolean covers(final GtidInterval other) {
        return first <= other.first && last >= other.last && source.equals(other.source);
    }

    /** One interval from the lower first to the higher last of two that touch. */
    GtidInterval hull(final GtidInterval other) {
        return new GtidInterval(source, Math.min(first, other.first), Math.max(last, other.last));
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "-" + last;
    }
}
