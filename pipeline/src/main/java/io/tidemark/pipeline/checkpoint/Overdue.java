// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import java.util.concurrent.TimeUnit;

/** When to say that something takes long: after a bound, and then each time it has lasted twice as long. */
final class Overdue {
    /** What takes longer than this is worth a line in the log. */
    static final long FIRST_NS = TimeUnit.SECONDS.toNanos(10);

    private long tellAtNs = FIRST_NS;

    /** True if it is to be said now; ages of zero and new, shorter ages begin anew. */
    boolean isToBeTold(final long ageNs) {
        if (ageNs < FIRST_NS) {
            tellAtNs = FIRST_NS;
            return false;
        }
        if (ageNs < tellAtNs) {
            return false;
        }
        tellAtNs = 2 * ageNs;
        return true;
    }
}
