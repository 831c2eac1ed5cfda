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
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A worker whose executor is at work never sees its slot cleared or filled again.
 *
 * <p>r1: the sum of both looks of the executor at its payload; r2: 1 if the source found the slot free again; r3: the
 * payload that the slot holds in the end, -1 for none.
 */
@JCStressTest
@Outcome(id = "14, 0, 7", expect = ACCEPTABLE, desc = "nothing was freed")
@Outcome(id = "14, 1, 8", expect = ACCEPTABLE, desc = "cleared and filled again")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class SlotReuseStress {
    private final Rig rig = new Rig(1, 1, Rig.onRequest(), change -> {});
    private final JobWorker<Integer> worker = rig.worker(0, batch -> {
        final int before = batch.payload(0);
        Thread.onSpinWait();
        seen = before + batch.payload(0);
    });
    private int seen;
    private boolean refilled;

    public SlotReuseStress() {
        rig.row(7, 1);
        rig.router.doWork();
    }

    @Actor
    public void worker() {
        worker.doWork();
    }

    @Actor
    public void routineAndSource() {
        rig.routine.doWork();
        rig.routine.doWork();
        refilled = rig.row(8, 1);
    }

    @Arbiter
    public void judge(final III_Result result) {
        result.r1 = seen;
        result.r2 = refilled ? 1 : 0;
        final Integer payload = rig.ring.payload(0);
        result.r3 = payload == null ? -1 : payload;
    }
}
