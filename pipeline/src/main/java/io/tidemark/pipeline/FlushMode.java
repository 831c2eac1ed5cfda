// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

/** How the checkpoint is flushed when the flush interval has passed. */
public enum FlushMode {
    /** Dispatching stops until all that was dispatched is applied and the snapshot is written. */
    SYNC,
    /** Rows go on; the snapshot is written off their way. */
    ASYNC,
    /** Never by interval, only on request. */
    NONE
}
