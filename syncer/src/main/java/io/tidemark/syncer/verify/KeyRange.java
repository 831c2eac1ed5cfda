// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Rows between two keys, in the order of the servers. Ranges of which each begins where the one before ends hold every row
 * exactly once, the rows that only one side has included.
 *
 * @param after the key before the first, empty for the table's start.
 * @param upTo  the last key, empty for the table's end.
 */
record KeyRange(List<String> after, List<String> upTo) {
    /** A whole table. */
    static final KeyRange ALL = new KeyRange(List.of(), List.of());

    KeyRange {
        requireNonNull(after, "after");
        requireNonNull(upTo, "upTo");
        after = List.copyOf(after);
        upTo = List.copyOf(upTo);
    }
}
