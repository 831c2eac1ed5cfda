// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tidemark.core.store.CheckpointChange;
import io.tidemark.pipeline.worker.Rig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A snapshot arrives whole at the writer's thread, and the flushed side moves only after it is written.
 *
 * <p>r1: what the writer wrote: 1 the table and the global row, 0 nothing, -1 a part; r2: 1 if the flushed side has moved
 * once the routine has made its next step.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the writer came too early")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "written and flushed")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class SnapshotHandOverStress {
    private final Rig rig = new Rig(4, 1, new FlushSettings(0, false, 1, 1), this::take);
    private int effect;

    public SnapshotHandOverStress() {
        rig.applyTransaction();
    }

    private void take(final CheckpointChange change) {
        effect = Rig.isWhole(change) ? 1 : -1;
    }

    @Actor
    public void routine() {
        rig.routine.doWork();
        rig.routine.doWork();
    }

    @Actor
    public void writer() {
        final Runnable write = rig.writes.poll();
        if (write != null) {
            write.run();
        }
    }

    @Arbiter
    public void judge(final II_Result result) {
        rig.routine.doWork();
        result.r1 = effect;
        result.r2 = rig.checkpoint.flushedGlobalPoint().equals(Rig.END) ? 1 : 0;
    }
}
