// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

/**
 * What is wrong.
 *
 * @param lost       changes or rows that should be there and are not.
 * @param duplicated those that are there too often, or should not be there.
 * @param outOfOrder changes that were applied after a later change of the same row.
 */
record Findings(long lost, long duplicated, long outOfOrder) {
    static final Findings NONE = new Findings(0, 0, 0);

    Findings plus(final Findings other) {
        return new Findings(lost + other.lost, duplicated + other.duplicated, outOfOrder + other.outOfOrder);
    }

    boolean none() {
        return equals(NONE);
    }
}
