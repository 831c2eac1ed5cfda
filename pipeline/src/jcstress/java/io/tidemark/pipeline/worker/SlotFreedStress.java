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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The source fills a slot again only after the routine has cleared it.
 *
 * <p>r1: 1 if the source found the slot free; r2: the payload that the slot holds in the end, -1 for none.
 */
@JCStressTest
@Outcome(id = "0, -1", expect = ACCEPTABLE, desc = "the source came too early")
@Outcome(id = "1, 8", expect = ACCEPTABLE, desc = "cleared, then filled again")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class SlotFreedStress {
    private final Rig rig = new Rig(1, 1, Rig.onRequest(), change -> {});

    public SlotFreedStress() {
        rig.row(7, 1);
        rig.router.doWork();
        rig.worker(0, batch -> {}).doWork();
    }

    @Actor
    public void routine() {
        rig.routine.doWork();
    }

    @Actor
    public void source(final II_Result result) {
        result.r1 = rig.row(8, 1) ? 1 : 0;
    }

    @Arbiter
    public void judge(final II_Result result) {
        final Integer payload = rig.ring.payload(0);
        result.r2 = payload == null ? -1 : payload;
    }
}
