// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Numbers 1 to n, of which the r-th most frequent one comes as often as 1/r to an exponent. Which numbers are the
 * frequent ones is scattered, so that hot rows are not neighbours. Immutable.
 */
final class Zipf {
    /** A prime: times it, modulo any n that it does not divide, ranks are permuted. */
    private static final long SCATTER = 7_919;

    private final double[] upTo;

    Zipf(final int n, final double exponent) {
        if (n < 1 || n % SCATTER == 0) {
            throw new IllegalArgumentException("cannot scatter " + n + " numbers");
        }
        upTo = new double[n];
        double sum = 0;
        for (int rank = 1; rank <= n; rank++) {
            sum += 1 / StrictMath.pow(rank, exponent);
            upTo[rank - 1] = sum;
        }
    }

    int next(final SplittableRandom random) {
        final int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        final int rank = Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
        return 1 + (int) (rank * SCATTER % upTo.length);
    }
}
