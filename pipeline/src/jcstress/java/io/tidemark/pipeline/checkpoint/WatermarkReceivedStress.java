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
 * Whoever receives a watermark sees what was done before it was offered, and a slot that is used again is not torn.
 *
 * <p>r1: the first watermark received, 0 for none; r2: the effect seen after that; r3: 1 if the second one was accepted;
 * r4: 1 if it was received whole in the end.
 */
@JCStressTest
@Outcome(id = "0, 0, 0, 0", expect = ACCEPTABLE, desc = "nothing yet")
@Outcome(id = "0, 7, 0, 0", expect = ACCEPTABLE, desc = "the effect, early")
@Outcome(id = "100, 7, 0, 0", expect = ACCEPTABLE, desc = "received, the second one was refused")
@Outcome(id = "100, 7, 1, 1", expect = ACCEPTABLE, desc = "received, and the slot was used again")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class WatermarkReceivedStress {
    private final WatermarkRing ring = new WatermarkRing(1);
    private int effect;
    private int received;

    @Actor
    public void worker(final IIII_Result result) {
        effect = 7;
        if (!ring.offer(0, 100)) {
            throw new IllegalStateException("there was room");
        }
        result.r3 = ring.offer(0, 201) ? 1 : 0;
    }

    @Actor
    public void routine(final IIII_Result result) {
        ring.poll(ring.handlerOf(this::take));
        result.r1 = received;
        result.r2 = effect;
    }

    @Arbiter
    public void judge(final IIII_Result result) {
        received = 0;
        while (ring.poll(ring.handlerOf(this::take))) {
            // until nothing is left
        }
        result.r4 = received == 201 ? 1 : 0;
    }

    private void take(final int worker, final long sequence) {
        received = (int) sequence;
    }
}
