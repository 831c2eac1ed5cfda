// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tidemark.pipeline.worker.Rig;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Somebody asks for a flush while the pipeline is closed and the routine ends: he is told of it, however close the race.
 *
 * <p>r1: 1 if the request has ended with the pipeline's end, 0 if it hangs.
 */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "answered")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class FlushRequestEndStress {
    private final Rig rig = new Rig(2, 1, Rig.onRequest(), change -> {});
    private CompletableFuture<Void> answer;

    public FlushRequestEndStress() {
        // not applied, so that there is nothing yet to answer with
        rig.row(7, 1);
    }

    @Actor
    public void caller() {
        answer = rig.routine.flush();
    }

    @Actor
    public void routine() {
        rig.latch.close();
        rig.routine.onClose();
    }

    @Arbiter
    public void judge(final I_Result result) {
        result.r1 = answer.isCompletedExceptionally() ? 1 : 0;
    }
}
