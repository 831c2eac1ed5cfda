// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

/** What becomes of the upstream's transactions. */
public enum Transactions {
    /** Their rows go to workers one by one, as their keys say: the fastest, but readers downstream may see a part of one. */
    ROWS,
    /** Each goes to one worker as a whole, which commits it as a whole: nobody ever sees a part of one. */
    WHOLE
}
