// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.List;

/**
 * What a server says of a table.
 *
 * @param id        the table's name there.
 * @param columns   in the table's order, invisible ones included.
 * @param keys      the columns' names of each index that tells rows apart: unique, without NULLs, of whole columns; the
 *                  primary key first.
 * @param aboutRows the server's guess at the number of rows.
 */
record TableShape(TableId id, List<ColumnShape> columns, List<List<String>> keys, long aboutRows) {
    TableShape {
        requireNonNull(id, "id");
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    List<String> columnNames() {
        return columns.stream().map(ColumnShape::name).toList();
    }
}
