// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

/**
 * {@link Long#remainderUnsigned} by a small divisor that stays the same, with multiplications in place of the division, which
 * takes longer than all else that a row's routing computes.
 *
 * <p>With n the divisor and f = ceil(2^64 / n), the remainder of x is the integer part of n * frac(x * f / 2^64) (Lemire, Kaser
 * and Kurz, "Faster remainder by direct computation", 2019). That is exact for x * n up to 2^64, so the upper half of a number is
 * folded into the lower one first: 2^32 stands for its remainder.
 */
final class Remainder {
    private static final int MAX_DIVISOR = 1 << 8;
    private static final long LOW = 0xffff_ffffL;

    private final int divisor;
    private final long fraction;
    private final long ofHighUnit;

    /**
     * A remainder by a divisor.
     *
     * @param divisor from 1 to 256.
     */
    Remainder(final int divisor) {
        if (divisor < 1 || divisor > MAX_DIVISOR) {
            throw new IllegalArgumentException("a divisor must be from 1 to " + MAX_DIVISOR + ", but is " + divisor);
        }
        this.divisor = divisor;
        // of 1 it is 2^64, which is 0 here, and so is every remainder
        this.fraction = Long.divideUnsigned(-1, divisor) + 1;
        this.ofHighUnit = (LOW + 1) % divisor;
    }

    /** The remainder of a number that is taken as unsigned. */
    int of(final long number) {
        // below 2^41
        final long folded = (number >>> 32) * ofHighUnit + (number & LOW);
        final long part = folded * fraction;
        // the upper half of the product with the divisor
        final long upper = (part >>> 32) * divisor;
        final long lower = (part & LOW) * divisor;
        return (int) ((upper + (lower >>> 32)) >>> 32);
    }
}
