// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A source that finds the gate open again sees what the routine did while it was closed.
 *
 * <p>r1: 1 if the gate was open; r2: what was seen of the routine's doings after that.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "closed")
@Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "closed, but the doings are seen early")
@Outcome(id = "1, 7", expect = ACCEPTABLE, desc = "open")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class DispatchGateStress {
    private final DispatchGate gate = new DispatchGate();
    private int doings;

    public DispatchGateStress() {
        gate.close();
    }

    @Actor
    public void routine() {
        doings = 7;
        gate.open();
    }

    @Actor
    public void source(final II_Result result) {
        result.r1 = gate.isClosed() ? 0 : 1;
        result.r2 = doings;
    }
}
