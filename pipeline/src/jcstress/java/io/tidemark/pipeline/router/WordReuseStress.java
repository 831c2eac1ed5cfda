// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tidemark.pipeline.job.RoutedJobs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * While the router writes a word of bits, and enters the next, a worker sees neither a bit of the last round, nor one that is not
 * published, nor misses one that is.
 *
 * <p>The worker's jobs are 125, 127 and 129, and were 0 and 2 in the words that are used again. r1: what the worker sees as
 * routed, less 124; r2 and r3: how many of its jobs are up to there, in both words.
 */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "nothing is published")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "the first, but none behind it")
@Outcome(id = "5, 2, 1", expect = ACCEPTABLE, desc = "all, over the words' border")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class WordReuseStress {
    private static final int RING_SIZE = 64;
    private static final int START = 124;
    private static final int FIRST = 125;
    private static final int SECOND_WORD = 128;
    private static final int LAST = 129;
    private static final int OWN = 1;

    private final RoutedJobs routed = new RoutedJobs(RING_SIZE, 2);

    public WordReuseStress() {
        for (long sequence = 0; sequence <= START; sequence++) {
            routed.enter(sequence);
            routed.assign(sequence, sequence == 0 || sequence == 2 ? OWN : 0);
        }
        routed.publish(START);
    }

    @Actor
    public void router() {
        route(FIRST, OWN);
        routed.publish(FIRST);
        for (int sequence = FIRST + 1; sequence <= LAST; sequence++) {
            route(sequence, sequence % 2 == 0 ? 0 : OWN);
        }
        routed.publish(LAST);
    }

    private void route(final long sequence, final int worker) {
        routed.enter(sequence);
        routed.assign(sequence, worker);
    }

    @Actor
    public void worker(final III_Result result) {
        final long last = routed.get();
        result.r1 = (int) last - START;
        result.r2 = last < FIRST ? 0 : Long.bitCount(routed.own(OWN, FIRST, last));
        result.r3 = last < SECOND_WORD ? 0 : Long.bitCount(routed.own(OWN, SECOND_WORD, last));
    }
}
