// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.task.Delivery;

/**
 * What a campaign does.
 *
 * @param kills                 how many times something is killed with SIGKILL, by all pairs together; at least 1.
 * @param pairs                 how many pairs of servers there are, at least 1 and at most {@code kills}: each has its own
 *                              share of the kills and its own seed, {@code seed}, {@code seed + 1} and so on.
 * @param seed                  of the transactions and of the plan of kills. The moments are real time, so two campaigns of
 *                              one seed are alike, not equal.
 * @param transactionsPerSecond how fast the workload writes at most, at least 1. It waits when the downstream is far
 *                              behind.
 * @param spareDownstream       whether only the syncer is killed.
 * @param delivery              what the syncer is asked to promise. At-least-once fails by design: it shows what a
 *                              campaign can see.
 * @param terminal              whether the output is a terminal, so that lines may be drawn over.
 */
public record TortureOptions(
        int kills,
        int pairs,
        long seed,
        int transactionsPerSecond,
        boolean spareDownstream,
        Delivery delivery,
        boolean terminal) {
    /** Refuses what makes no sense. */
    public TortureOptions {
        requireNonNull(delivery, "delivery");
        if (pairs < 1 || pairs > kills) {
            throw new IllegalArgumentException("pairs must be from 1 to " + kills + ", the number of kills: " + pairs);
        }
        if (kills < 1 || transactionsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "kills and transactions per second must be at least 1: " + kills + ", " + transactionsPerSecond);
        }
    }

    /** What the pair of this index from 0 does. */
    TortureOptions ofPair(final int index) {
        final int share = kills / pairs + (index < kills % pairs ? 1 : 0);
        return new TortureOptions(share, 1, seed + index, transactionsPerSecond, spareDownstream, delivery, terminal);
    }

    /** What is left to do for one pair when its servers had to be replaced, for the n-th time, after so many kills. */
    TortureOptions rest(final int done, final int replaced) {
        final long otherSeed = seed + 1_000_003L * replaced;
        return new TortureOptions(
                kills - done, 1, otherSeed, transactionsPerSecond, spareDownstream, delivery, terminal);
    }
}
