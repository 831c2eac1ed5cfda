// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

/** How {@code run} shows its progress. */
public enum StatusFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON,
    /** Not at all. */
    NONE
}
