// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A row that waits for another worker's row is applied after it, and sees its effect.
 *
 * <p>r1: what the second worker's executor saw of the first one's effect, 0 if it has not been called.
 */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "still waiting")
@Outcome(id = "7", expect = ACCEPTABLE, desc = "applied after the first")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class ConflictWaitStress {
    private final Rig rig = new Rig(4, 2, Rig.onRequest(), change -> {});
    private final JobWorker<Integer> first;
    private final JobWorker<Integer> second;
    private int effect = -1;
    private int seen;

    public ConflictWaitStress() {
        // one key that is routed to each of the two workers, and one that both rows share
        rig.row(7, Rig.keyOf(0), 99);
        rig.row(8, Rig.keyOf(1), 99);
        rig.router.doWork();
        first = rig.worker(0, batch -> effect = batch.payload(0));
        second = rig.worker(1, batch -> seen = effect);
    }

    @Actor
    public void first() {
        first.doWork();
    }

    @Actor
    public void second() {
        second.doWork();
        second.doWork();
    }

    @Arbiter
    public void judge(final I_Result result) {
        result.r1 = seen;
    }
}
