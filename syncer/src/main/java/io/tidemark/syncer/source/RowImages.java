// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.UpstreamColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes row events of what the connector read, and remembers which table each number means. One thread.
 */
final class RowImages {
    private record Table(TableId id, TableMapEventData map, List<UpstreamColumn> columns) {
        int columnCount() {
            return columns.size();
        }
    }

    private final Map<Long, Table> tables = new HashMap<>();

    /** A number now means this table. Most often it did before, with the same map, so what it tells is read once. */
    void remember(final TableMapEventData map) {
        final Table known = tables.get(map.getTableId());
        if (known == null || known.map != map) {
            tables.put(
                    map.getTableId(),
                    new Table(TableId.of(map.getDatabase(), map.getTable()), map, TableMapColumns.of(map)));
        }
    }

    /** Numbers are given anew in another file. */
    void forget() {
        tables.clear();
    }

    /**
     * Rows of one event, which come next in their transaction.
     *
     * @throws OperatorException if the images lack columns.
     */
    RowsEvent read(final EventData data, final Location location, final Transactions in) {
        if (data instanceof WriteRowsEventData inserts) {
            final Table table = table(inserts.getTableId(), location);
            requireAll(inserts.getIncludedColumns(), table, location);
            return event(RowsEvent.Kind.INSERT, table, List.of(), new ArrayList<>(inserts.getRows()), location, in);
        }
        if (data instanceof DeleteRowsEventData deletes) {
            final Table table = table(deletes.getTableId(), location);
            requireAll(deletes.getIncludedColumns(), table, location);
            return event(RowsEvent.Kind.DELETE, table, new ArrayList<>(deletes.getRows()), List.of(), location, in);
        }
        if (data instanceof UpdateRowsEventData updates) {
            final Table table = table(updates.getTableId(), location);
            requireAll(updates.getIncludedColumnsBeforeUpdate(), table, location);
            final BitSet included = updates.getIncludedColumns();
            final int rows = updates.getRows().size();
            final List<Serializable[]> before = new ArrayList<>(rows);
            final List<Serializable[]> after = new ArrayList<>(rows);
            for (final Map.Entry<Serializable[], Serializable[]> row : updates.getRows()) {
                before.add(row.getKey());
                after.add(completed(row.getKey(), row.getValue(), included));
            }
            return event(RowsEvent.Kind.UPDATE, table, before, after, location, in);
        }
        throw new OperatorException("cannot read the rows at " + location + ": " + data + " is no event of rows");
    }

    /** What an image after a change leaves out is what it was before, whatever setting of the upstream has left it out. */
    private static Serializable[] completed(
            final Serializable[] before, final Serializable[] after, final BitSet included) {
        if (after.length == before.length) {
            return after;
        }
        final Serializable[] whole = before.clone();
        int next = 0;
        for (int i = included.nextSetBit(0); i >= 0; i = included.nextSetBit(i + 1)) {
            whole[i] = after[next];
            next++;
        }
        return whole;
    }

    private static RowsEvent event(
            final RowsEvent.Kind kind,
            final Table table,
            final List<Serializable[]> before,
            final List<Serializable[]> after,
            final Location location,
            final Transactions in) {
        return new RowsEvent(kind, table.id, table.columns, before, after, location, in.current(), in.rowsHandedOver());
    }

    private Table table(final long number, final Location location) {
        final Table table = tables.get(number);
        if (table == null) {
            throw new OperatorException("rows at " + location + " belong to table number " + number
                    + ", which was not named before: the start is inside a transaction; start at a boundary");
        }
        return table;
    }

    private static void requireAll(final BitSet included, final Table table, final Location location) {
        if (included.cardinality() != table.columnCount()) {
            throw new OperatorException("rows of " + table.id + " at " + location + " hold " + included.cardinality()
                    + " of " + table.columnCount() + " columns: set binlog_row_image=FULL on the upstream, also in its"
                    + " sessions, and start behind these rows with a fresh copy of the table");
        }
    }
}
