// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

/** What a finding means for a run. */
public enum Outcome {
    /** As it should be. */
    OK,
    /** A run works, but not in every case, or not as well as it could. */
    WARN,
    /** A run would be refused, or would do harm. */
    FAIL
}
