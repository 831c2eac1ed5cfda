// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import java.util.SplittableRandom;

/**
 * The seed's decisions, and the count of steps. After a number of steps a run is <em>calm</em>: nothing fails any more
 * and everybody gets his turn, so that it has to come to its end; if it does not, that is a deadlock.
 */
final class Dice {
    private static final int CALM_AFTER = 2_000;
    private static final int STEP_BOUND = 40_000;

    private final SplittableRandom random;
    private int steps;

    Dice(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** From 0 to bound - 1. */
    int below(final int bound) {
        return random.nextInt(bound);
    }

    /** From least to most. */
    int between(final int least, final int most) {
        return random.nextInt(least, most + 1);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Each bit is set once in four times. */
    int fewBits() {
        final int half = random.nextInt();
        return half & random.nextInt();
    }

    /** True once in so many times. */
    boolean once(final int in) {
        return random.nextInt(in) == 0;
    }

    /** True once in so many times, until the run is calm. */
    boolean mischief(final int in) {
        return !isCalm() && once(in);
    }

    void countStep() {
        steps++;
    }

    boolean isCalm() {
        return steps > CALM_AFTER;
    }

    boolean isOverBound() {
        return steps > STEP_BOUND;
    }

    int steps() {
        return steps;
    }
}
