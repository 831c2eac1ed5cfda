// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

/** The answer of a comparison in which two values may stand beside each other. */
public enum PartialOrder {
    /** The left value is contained in the right one, and differs from it. */
    BEFORE,
    /** Both are the same. */
    EQUAL,
    /** The left value contains the right one, and differs from it. */
    AFTER,
    /** None contains the other. */
    INCOMPARABLE;

    static PartialOrder ofContainment(final boolean leftContainsRight, final boolean rightContainsLeft) {
        if (leftContainsRight) {
            return rightContainsLeft ? EQUAL : AFTER;
        }
        return rightContainsLeft ? BEFORE : INCOMPARABLE;
    }
}
