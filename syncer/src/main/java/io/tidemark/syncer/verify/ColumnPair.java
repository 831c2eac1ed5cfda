// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

/**
 * One column on both sides.
 *
 * @param left  on the first server.
 * @param right on the second server.
 */
record ColumnPair(ColumnShape left, ColumnShape right) {
    String name() {
        return left.name();
    }

    ValueFamily family() {
        return ValueFamily.common(left.family(), right.family());
    }

    boolean hasSameBytes() {
        return !left.charset().isEmpty() && left.charset().equals(right.charset());
    }

    boolean hasSameCollation() {
        return left.collation().equals(right.collation());
    }

    ColumnShape on(final Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** The SQL of the text that tells its values apart. */
    String print(final Side side) {
        return family().print(on(side).quoted(), hasSameBytes());
    }

    /** The SQL of the text that {@link ValueFamily#canonical} reads. */
    String look(final Side side) {
        return family().look(on(side).quoted(), hasSameBytes());
    }
}
