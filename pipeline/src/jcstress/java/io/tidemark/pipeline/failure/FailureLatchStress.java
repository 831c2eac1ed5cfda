// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.failure;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads fail at once: one failure is kept, the other one is suppressed in it, and whoever
 * finds the pipeline halted finds the failure.
 *
 * <p>r1: 1 if exactly one failure is kept and holds the other; r2: what the second one saw before: 0 alive, 1 halted with its failure, -1
 * halted without.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "seen alive")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "seen failed")
@Outcome(expect = FORBIDDEN, desc = "a promise is broken")
@State
public class FailureLatchStress {
    private final FailureLatch latch = new FailureLatch();
    private final RuntimeException one = new IllegalStateException("one");
    private final RuntimeException other = new IllegalStateException("other");

    @Actor
    public void first() {
        latch.fail("first", one);
    }

    @Actor
    public void second(final II_Result result) {
        if (latch.isHalted()) {
            result.r2 = latch.failure() != null && latch.halted() instanceof PipelineFailedException ? 1 : -1;
        }
        latch.fail("second", other);
    }

    @Arbiter
    public void judge(final II_Result result) {
        final Throwable kept = latch.failure();
        final Throwable[] suppressed = kept.getSuppressed();
        final boolean isBoth = suppressed.length == 1
                && ((kept.getCause() == one && suppressed[0].getCause() == other)
                        || (kept.getCause() == other && suppressed[0].getCause() == one));
        result.r1 = isBoth ? 1 : 0;
    }
}
