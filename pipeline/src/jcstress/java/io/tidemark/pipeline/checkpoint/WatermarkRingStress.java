// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Two workers offer into a ring with room for one: one is accepted and received once and whole, the other one is refused
 * and not received.
 *
 * <p>r1, r2: what each worker was told, 1 accepted; r3: the sequence received; r4: how many were received.
 */
@JCStressTest
@Outcome(id = "1, 0, 100, 1", expect = ACCEPTABLE, desc = "the first was accepted")
@Outcome(id = "0, 1, 201, 1", expect = ACCEPTABLE, desc = "the second was accepted")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class WatermarkRingStress {
    private final WatermarkRing ring = new WatermarkRing(1);
    private int count;
    private int received;

    @Actor
    public void first(final IIII_Result result) {
        result.r1 = ring.offer(0, 100) ? 1 : 0;
    }

    @Actor
    public void second(final IIII_Result result) {
        result.r2 = ring.offer(1, 201) ? 1 : 0;
    }

    @Arbiter
    public void judge(final IIII_Result result) {
        while (ring.poll(ring.handlerOf(this::take))) {
            // until nothing is left
        }
        result.r3 = received;
        result.r4 = count;
    }

    private void take(final int worker, final long sequence) {
        received += (int) sequence;
        count++;
    }
}
