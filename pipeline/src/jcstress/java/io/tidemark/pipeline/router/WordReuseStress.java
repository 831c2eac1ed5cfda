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
 * <p>The worker's jobs are 127 and 129, and were 0 and 2 in the words that are used again. r1: what the worker sees as routed,
 * less 126; r2 and r3: its jobs up to there, in both words.
 */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "nothing is published")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "the first")
@Outcome(id = "3, 1, 1", expect = ACCEPTABLE, desc = "both, over the words' border")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class WordReuseStress {
    private static final int RING_SIZE = 64;
    private static final int START = 126;
    private static final int FIRST = 127;
    private static final int SECOND = 129;
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
        route(FIRST + 1, 0);
        route(SECOND, OWN);
        routed.publish(SECOND);
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
        result.r3 = last < SECOND ? 0 : Long.bitCount(routed.own(OWN, FIRST + 1, last));
    }
}
