package io.tidemark.syncer.torture;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.task.Delivery;

/**
 * What a campaign does.
 *
 * @param kills                 how many times something is killed with SIGKILL, at least 1.
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
        int kills, long seed, int transactionsPerSecond, boolean spareDownstream, Delivery delivery, boolean terminal) {
    /** Refuses what makes no sense. */
    public TortureOptions {
        requireNonNull(delivery, "delivery");
        if (kills < 1 || transactionsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "kills and transactions per second must be at least 1: " + kills + ", " + transactionsPerSecond);
        }
    }
}
