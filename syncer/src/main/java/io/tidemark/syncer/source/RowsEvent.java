// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UpstreamColumn;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.io.Serializable;
import java.util.List;

/**
 * Changed rows of one table with full images, as one event of the binlog holds them. The values are the source's own
 * and must not be changed.
 *
 * <p>Values by column type: integers {@link Integer} or {@link Long}, signed also where the column is unsigned; decimals
 * {@link java.math.BigDecimal}; character, binary, BLOB and geometry types {@code byte[]}; JSON {@code byte[]}
 * too, always its text in UTF-8 and never MySQL's binary form; BIT {@link java.util.BitSet}; ENUM {@link Integer} and
 * SET {@link Long}, as numbers; YEAR {@link Integer}, where 1900 stands for 0000; DATE, DATETIME and TIMESTAMP
 * microseconds since 1970 in UTC or without zone, in the proleptic Gregorian calendar, {@link Long#MIN_VALUE} for one
 * of all zeros; TIME microseconds, negative below zero.
 *
 * @param kind        what happened to the rows.
 * @param table       the table.
 * @param columns     what the binlog tells of the columns; as many as each row is long. Most often the same object for one table.
 * @param before      each row before the change, empty for inserts.
 * @param after       each row after the change in the same order, empty for deletes.
 * @param location    where the event stands; for messages, never to resume from.
 * @param transaction the transaction that the rows belong to.
 * @param firstRow    how many rows of the transaction came before these, whatever their tables.
 */
public record RowsEvent(
        Kind kind,
        TableId table,
        List<UpstreamColumn> columns,
        List<Serializable[]> before,
        List<Serializable[]> after,
        Location location,
        UpstreamTransaction transaction,
        long firstRow) {
    /** What happened to rows. */
    public enum Kind {
        /** They are new. */
        INSERT,
        /** They have other values. */
        UPDATE,
        /** They are gone. */
        DELETE
    }

    /** All are required. */
    public RowsEvent {
        requireNonNull(kind, "kind");
        requireNonNull(table, "table");
        requireNonNull(columns, "columns");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(location, "location");
        requireNonNull(transaction, "transaction");
    }

    /** @return the number of changed rows. */
    public int rowCount() {
        return Math.max(before.size(), after.size());
    }

    /**
     * One of its rows as a change.
     *
     * @param index     from 0 to {@link #rowCount()} - 1.
     * @param structure the table that it goes to.
     * @param safeMode  whether it is applied so that repeating it does no harm.
     * @return the change, which knows its place in its transaction.
     */
    public RowChange change(final int index, final TableStructure structure, final boolean safeMode) {
        final RowChange change =
                switch (kind) {
                    case INSERT -> RowChange.insert(structure, after.get(index), safeMode);
                    case UPDATE -> RowChange.update(structure, before.get(index), after.get(index), safeMode);
                    case DELETE -> RowChange.delete(structure, before.get(index), safeMode);
                };
        return change.at(transaction, firstRow + index);
    }

    /**
     * Leaves out the first rows.
     *
     * @param skipped how many of them, fewer than there are.
     * @return the rest, as an event of its own.
     */
    public RowsEvent from(final int skipped) {
        return new RowsEvent(
                kind,
                table,
                columns,
                rest(before, skipped),
                rest(after, skipped),
                location,
                transaction,
                firstRow + skipped);
    }

    private static List<Serializable[]> rest(final List<Serializable[]> rows, final int skipped) {
        return rows.isEmpty() ? rows : rows.subList(skipped, rows.size());
    }
}
