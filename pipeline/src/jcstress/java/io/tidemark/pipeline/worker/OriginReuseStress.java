// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Rows of one event share a location, and the last of them keeps it while the slot of the first one is cleared and filled
 * again.
 *
 * <p>r1: 1 if the executor found the second row's location at both looks; r2: 1 if the source found the first one's slot free.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the slot was not free yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "filled again, by an event of another table")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class OriginReuseStress {
    private final Rig rig = new Rig(2, 1, Rig.onRequest(), change -> {});
    private final JobWorker<Integer> worker = rig.worker(0, batch -> {
        final boolean before = isRight(batch);
        Thread.onSpinWait();
        looksRight = before && isRight(batch);
    });
    private boolean looksRight;

    public OriginReuseStress() {
        rig.row(7, 1);
        rig.row(8, 1);
        rig.router.doWork();
        // the first row: batches are of one
        worker.doWork();
    }

    private static boolean isRight(final Batch<Integer> batch) {
        return Rig.END.equals(batch.location(0)) && Rig.TABLE.equals(batch.table(0));
    }

    @Actor
    public void worker(final II_Result result) {
        worker.doWork();
        result.r1 = looksRight ? 1 : 0;
    }

    @Actor
    public void routineAndSource(final II_Result result) {
        rig.routine.doWork();
        result.r2 = rig.rowOfAnotherEvent(9, 1) ? 1 : 0;
    }
}
