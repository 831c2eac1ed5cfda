// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tidemark.pipeline.job.RoutedJobs;
import io.tidemark.pipeline.worker.JobWorker;
import io.tidemark.pipeline.worker.Rig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Whoever sees that a job is routed, sees its worker and its waits, and the worker takes it with its payload.
 *
 * <p>r1: what the workers' thread saw: -1 not routed, else 10 times the worker plus the count of waits; r2: the payload that the
 * worker applied, 0 if it has not taken the job yet.
 */
@JCStressTest
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "not routed yet")
@Outcome(id = "-1, 8", expect = ACCEPTABLE, desc = "routed in between")
@Outcome(id = "11, 8", expect = ACCEPTABLE, desc = "taken")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class RoutedHandOverStress {
    private final Rig rig = new Rig(4, 2, Rig.onRequest(), change -> {});
    private final JobWorker<Integer> first = rig.worker(0, batch -> {});
    private final JobWorker<Integer> second = rig.worker(1, batch -> applied = batch.payload(0));
    private int applied;

    public RoutedHandOverStress() {
        rig.row(7, Rig.keyOf(0), 99);
        rig.row(8, Rig.keyOf(1), 99);
    }

    @Actor
    public void router() {
        rig.router.doWork();
    }

    @Actor
    public void workers(final II_Result result) {
        if (rig.router.routed().get() < 1) {
            result.r1 = -1;
        } else {
            final RoutedJobs routed = rig.router.routed();
            result.r1 =
                    10 * (routed.own(1, 1, 1) == 0 ? 0 : 1) + routed.waits(1).count();
        }
        first.doWork();
        second.doWork();
        result.r2 = applied;
    }
}
