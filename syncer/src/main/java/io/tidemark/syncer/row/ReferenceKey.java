// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.List;

/**
 * What ties rows of a child table to rows of its parent: the values of the columns that a foreign key references. The
 * parent has one for each list of columns that is referenced, the child one for each of its foreign keys; equal values
 * give both the same causality key.
 *
 * @param parent        the table that is referenced.
 * @param parentColumns names of the columns that are referenced, in the foreign key's order.
 * @param columns       the places of the corresponding columns in this table, be it the child or the parent.
 */
public record ReferenceKey(TableId parent, List<String> parentColumns, List<Integer> columns) {
    /** The lists are copied. */
    public ReferenceKey {
        requireNonNull(parent, "parent");
        parentColumns = List.copyOf(parentColumns);
        columns = List.copyOf(columns);
        if (parentColumns.size() != columns.size()) {
            throw new IllegalArgumentException("a foreign key references the columns " + parentColumns + " of " + parent
                    + " by " + columns.size() + " columns");
        }
    }
}
