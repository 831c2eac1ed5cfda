// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

/** What happens to rows, as filters tell it apart. */
public enum RowEvent {
    /** New rows. */
    INSERT,
    /** Rows with other values. */
    UPDATE,
    /** Rows that are gone. */
    DELETE
}
