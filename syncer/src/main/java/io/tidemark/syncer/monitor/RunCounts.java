// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a run counts beside its pipeline's counters. Any thread.
 *
 * @param retries          batches that were repeated.
 * @param reconnects       how often a lost upstream was found again.
 * @param tornTransactions transactions that were too large to be kept whole, though the task wants that.
 */
public record RunCounts(LongAdder retries, LongAdder reconnects, LongAdder tornTransactions) {
    /** From zero. */
    public RunCounts() {
        this(new LongAdder(), new LongAdder(), new LongAdder());
    }
}
