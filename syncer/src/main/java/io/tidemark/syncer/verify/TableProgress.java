// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.util.List;

/**
 * How far a table has been looked at. It fits a table with the same key and the same columns only.
 *
 * @param key        the key's columns.
 * @param columns    all that are compared.
 * @param reached    everything up to this key has been looked at; empty if nothing has.
 * @param chunks     in how many pieces.
 * @param rows       found upstream.
 * @param targetRows found downstream.
 * @param open       ranges that differed, to be looked at again.
 * @param result     the end; null before it.
 */
record TableProgress(
        List<String> key,
        List<String> columns,
        List<String> reached,
        long chunks,
        long rows,
        long targetRows,
        List<KeyRange> open,
        TableResult result) {
    TableProgress {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        reached = List.copyOf(reached);
        open = List.copyOf(open);
    }

    static TableProgress none(final TablePair table) {
        return new TableProgress(
                table.key().map(RowKey::names).orElse(List.of()),
                table.columns().stream().map(ColumnPair::name).toList(),
                List.of(),
                0,
                0,
                0,
                List.of(),
                null);
    }

    boolean fits(final TablePair table) {
        final TableProgress other = none(table);
        return key.equals(other.key) && columns.equals(other.columns);
    }

    TableProgress ended(final TableResult end) {
        return new TableProgress(key, columns, reached, chunks, rows, targetRows, List.of(), end);
    }
}
