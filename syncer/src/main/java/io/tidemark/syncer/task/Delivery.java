// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

/** How often a row change reaches the downstream when a run ends in a crash. */
public enum Delivery {
    /** Once: each worker's progress is committed together with its rows. */
    EXACTLY_ONCE,
    /** Maybe again, in safe mode, as DM does it. Needs no table besides the checkpoint's. */
    AT_LEAST_ONCE
}
