// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tidemark.core.location.Location;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.pipeline.worker.Rig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Whoever sees the flushed side moved, sees that the write has been made, and never a flushed point ahead of the saved
 * one.
 *
 * <p>r1: 1 if the flushed side was seen moved; r2: the write's effect, seen after that; r3: 1 if flushed was seen ahead of
 * saved.
 */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "not written yet")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "written, not flushed yet")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "written and flushed")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class FlushedPointStress {
    private final Rig rig = new Rig(4, 1, new FlushSettings(0, false, 1, 1), this::take);
    private int effect;

    public FlushedPointStress() {
        rig.applyTransaction();
    }

    private void take(final CheckpointChange change) {
        effect = Rig.isWhole(change) ? 1 : -1;
    }

    @Actor
    public void routineAndWriter() {
        rig.routine.doWork();
        rig.writes.remove().run();
        rig.routine.doWork();
    }

    @Actor
    public void observer(final III_Result result) {
        final Location flushed = rig.checkpoint.flushedGlobalPoint();
        result.r1 = flushed.equals(Rig.END) ? 1 : 0;
        result.r2 = effect;
        result.r3 = flushed.compareTo(rig.checkpoint.globalPoint()) > 0 ? 1 : 0;
    }
}
