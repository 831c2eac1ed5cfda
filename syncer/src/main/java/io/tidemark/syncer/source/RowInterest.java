// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.schema.TableId;

/**
 * Whose rows are worth reading. All others are passed over without being decoded: they are not handed over, and do not count
 * as rows of their transaction.
 */
@FunctionalInterface
public interface RowInterest {
    /** All rows. */
    RowInterest ALL = (table, kind) -> true;

    /**
     * Whether changes of a table's rows are wanted. The answer must always be the same.
     *
     * @param table the table.
     * @param kind  what happens to the rows.
     * @return true if so.
     */
    boolean wants(TableId table, RowsEvent.Kind kind);
}
