// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Who sees a worker's watermark at a row, sees what the executor did with that row, and whoever receives it through the
 * watermark ring sees it too.
 *
 * <p>r1: watermark seen; r2: the executor's effect, seen after it; r3: low watermark seen; r4: the effect, after that.
 */
@JCStressTest
@Outcome(id = "-1, 0, -1, 0", expect = ACCEPTABLE, desc = "nothing happened yet")
@Outcome(id = "-1, 7, -1, 7", expect = ACCEPTABLE, desc = "the effect, early")
@Outcome(id = "-1, 0, -1, 7", expect = ACCEPTABLE, desc = "the effect came in between")
@Outcome(id = "0, 7, -1, 7", expect = ACCEPTABLE, desc = "the watermark has moved")
@Outcome(id = "0, 7, 0, 7", expect = ACCEPTABLE, desc = "the low watermark too")
@Outcome(id = "-1, 7, 0, 7", expect = ACCEPTABLE, desc = "both moved in between")
@Outcome(id = "-1, 0, 0, 7", expect = ACCEPTABLE, desc = "both and the effect in between")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class WatermarkPublicationStress {
    private final Rig rig = new Rig(2, 1, Rig.onRequest(), change -> {});
    private final JobWorker<Integer> worker = rig.worker(0, batch -> effect = batch.payload(0));
    private int effect;

    public WatermarkPublicationStress() {
        rig.row(7, 1);
        rig.router.doWork();
    }

    @Actor
    public void worker() {
        worker.doWork();
    }

    @Actor
    public void routine(final IIII_Result result) {
        result.r1 = (int) rig.watermarks[0].get();
        result.r2 = effect;
        rig.routine.doWork();
        result.r3 = (int) rig.routine.lowWatermark().get();
        result.r4 = effect;
    }
}
