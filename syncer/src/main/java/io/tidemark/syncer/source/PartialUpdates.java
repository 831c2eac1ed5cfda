// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.tidemark.syncer.row.JsonDiffs;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Updated rows of MySQL whose JSON documents may be logged in part ({@code binlog_row_value_options=PARTIAL_JSON}): the row
 * after the change then says only what was changed in a document. They leave as the whole documents that they stand for.
 *
 * <p>Before the row after a change stand options. If they say so, a bit for each JSON column of the table follows, set if its
 * document is logged in part.
 */
final class PartialUpdates extends RowDecoders.Updates {
    private static final int PARTIAL_JSON = 1;
    private static final int TABLE_NUMBER_BYTES = 6;
    private static final int FLAG_BYTES = 2;
    private static final int LENGTH_BYTES = 2;
    private static final int CHANGES_LENGTH_BYTES = 4;

    private final Map<Long, TableMapEventData> tables;
    /** Of the documents that come next in the row: what they were, or null of one that is logged as a whole. */
    private Iterator<byte[]> before = Collections.emptyIterator();

    PartialUpdates(final Map<Long, TableMapEventData> tables, final WantedRows wanted) {
        super(tables, wanted, true);
        this.tables = tables;
    }

    @Override
    protected UpdateRowsEventData rows(final ByteArrayInputStream input) throws IOException {
        final UpdateRowsEventData data = new UpdateRowsEventData();
        data.setTableId(input.readLong(TABLE_NUMBER_BYTES));
        input.skip(FLAG_BYTES);
        input.skip(input.readInteger(LENGTH_BYTES) - LENGTH_BYTES);
        final int columns = input.readPackedInteger();
        data.setIncludedColumnsBeforeUpdate(input.readBitSet(columns, true));
        data.setIncludedColumns(input.readBitSet(columns, true));
        final List<Map.Entry<Serializable[], Serializable[]>> rows = new ArrayList<>();
        data.setRows(rows);
        if (data.getIncludedColumnsBeforeUpdate().cardinality() < columns) {
            // such rows are refused by whoever takes them, who tells their table; the documents could not be told here
            input.skip(input.available());
            return data;
        }
        while (input.available() > 0) {
            before = Collections.emptyIterator();
            final Serializable[] old = deserializeRow(data.getTableId(), data.getIncludedColumnsBeforeUpdate(), input);
            rows.add(Map.entry(old, after(data, old, input)));
        }
        return data;
    }

    private Serializable[] after(
            final UpdateRowsEventData data, final Serializable[] old, final ByteArrayInputStream input)
            throws IOException {
        final int options = input.readPackedInteger();
        if ((options & ~PARTIAL_JSON) != 0) {
            throw new IOException("rows have options " + options + ", which are not known: turn off"
                    + " binlog_row_value_options on the upstream");
        }
        final BitSet json = jsonColumns(tables.get(data.getTableId()));
        final BitSet partial = options == PARTIAL_JSON ? input.readBitSet(json.cardinality(), true) : new BitSet();
        final BitSet included = data.getIncludedColumns();
        final byte[] nullBytes = input.read((included.cardinality() + Byte.SIZE - 1) / Byte.SIZE);
        before = documents(old, json, partial, included, BitSet.valueOf(nullBytes))
                .iterator();
        // the connector wants to read the bits of NULLs itself
        return deserializeRow(
                data.getTableId(),
                included,
                new ByteArrayInputStream(new SequenceInputStream(new java.io.ByteArrayInputStream(nullBytes), input)));
    }

    private static BitSet jsonColumns(final TableMapEventData map) {
        final byte[] types = map.getColumnTypes();
        final BitSet json = new BitSet();
        for (int i = 0; i < types.length; i++) {
            json.set(i, (types[i] & 0xFF) == ColumnType.JSON.getCode());
        }
        return json;
    }

    private static List<byte[]> documents(
            final Serializable[] old,
            final BitSet json,
            final BitSet partial,
            final BitSet included,
            final BitSet nulls)
            throws IOException {
        final List<byte[]> documents = new ArrayList<>();
        int ordinal = 0;
        for (int i = json.nextSetBit(0); i >= 0; i = json.nextSetBit(i + 1)) {
            final boolean inPart = partial.get(ordinal);
            ordinal++;
            if (!included.get(i) || nulls.get(included.get(0, i).cardinality())) {
                continue;
            }
            if (inPart && old[i] == null) {
                throw new IOException("a JSON document is logged in part, and was NULL before");
            }
            documents.add(inPart ? (byte[]) old[i] : null);
        }
        return documents;
    }

    @Override
    protected Serializable deserializeCell(
            final ColumnType type, final int meta, final int length, final ByteArrayInputStream input)
            throws IOException {
        final byte[] document = type == ColumnType.JSON && before.hasNext() ? before.next() : null;
        if (document == null) {
            return super.deserializeCell(type, meta, length, input);
        }
        final byte[] changes = input.read(input.readInteger(CHANGES_LENGTH_BYTES));
        return JsonDiffs.applied(new String(document, UTF_8), changes).getBytes(UTF_8);
    }
}
