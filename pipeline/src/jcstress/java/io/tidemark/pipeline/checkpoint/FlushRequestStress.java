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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Somebody asks twice for a flush while the routine is at work: both are answered, at once or at one of its next steps.
 *
 * <p>r1, r2: 1 if the request has been answered.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both answered")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class FlushRequestStress {
    private final Rig rig = new Rig(2, 1, Rig.onRequest(), change -> {});
    private CompletableFuture<Void> one;
    private CompletableFuture<Void> other;

    public FlushRequestStress() {
        rig.end();
        rig.router.doWork();
        rig.worker(0, batch -> {}).doWork();
    }

    @Actor
    public void caller() {
        one = rig.routine.flush();
        other = rig.routine.flush();
    }

    @Actor
    public void routine() {
        step();
    }

    private void step() {
        rig.routine.doWork();
        final Runnable write = rig.writes.poll();
        if (write != null) {
            write.run();
        }
    }

    @Arbiter
    public void judge(final II_Result result) {
        step();
        step();
        step();
        result.r1 = one.isDone() ? 1 : 0;
        result.r2 = other.isDone() ? 1 : 0;
    }
}
