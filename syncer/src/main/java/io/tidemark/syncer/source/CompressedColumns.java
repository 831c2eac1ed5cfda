// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Table maps with MariaDB's compressed columns, whose types the connector does not know: they become the plain ones, with a
 * mark in what the map says of the column besides.
 */
final class CompressedColumns implements EventDataDeserializer<TableMapEventData> {
    private static final byte BLOB_COMPRESSED = (byte) 140;
    private static final byte VARCHAR_COMPRESSED = (byte) 141;
    private static final int MARK = 1 << 30;
    /** A table map's number of 6 bytes and flags of 2. */
    private static final int FIXED = 8;

    private static final int LARGEST_SHORT_COUNT = 250;

    private final EventDataDeserializer<TableMapEventData> maps;

    CompressedColumns(final EventDataDeserializer<TableMapEventData> maps) {
        this.maps = maps;
    }

    @Override
    public TableMapEventData deserialize(final ByteArrayInputStream input) throws IOException {
        final byte[] bytes = input.read(input.available());
        final byte[] types = plain(bytes);
        final TableMapEventData map = maps.deserialize(new ByteArrayInputStream(bytes));
        for (int i = 0; i < types.length; i++) {
            if (types[i] == BLOB_COMPRESSED || types[i] == VARCHAR_COMPRESSED) {
                map.getColumnMetadata()[i] |= MARK;
            }
        }
        return map;
    }

    /** Makes all types plain ones, and returns what they were. */
    private static byte[] plain(final byte[] bytes) {
        final int tableAt = FIXED + 1 + (bytes[FIXED] & 0xFF) + 1;
        final int countAt = tableAt + 1 + (bytes[tableAt] & 0xFF) + 1;
        final int first = bytes[countAt] & 0xFF;
        final boolean isShort = first <= LARGEST_SHORT_COUNT;
        final int count = isShort ? first : (bytes[countAt + 1] & 0xFF) | (bytes[countAt + 2] & 0xFF) << 8;
        final int from = countAt + (isShort ? 1 : 3);
        final byte[] types = Arrays.copyOfRange(bytes, from, from + count);
        for (int i = 0; i < count; i++) {
            if (types[i] == BLOB_COMPRESSED) {
                bytes[from + i] = (byte) ColumnType.BLOB.getCode();
            } else if (types[i] == VARCHAR_COMPRESSED) {
                bytes[from + i] = (byte) ColumnType.VARCHAR.getCode();
            }
        }
        return types;
    }

    /** Whether a column of this type is compressed. */
    static boolean isMarked(final int meta) {
        return (meta & MARK) != 0;
    }

    /** The value of a marked column, as it was before it was compressed. */
    static byte[] value(final ColumnType type, final int markedMeta, final ByteArrayInputStream input)
            throws IOException {
        final int meta = markedMeta & ~MARK;
        final int lengthBytes = type == ColumnType.BLOB ? meta : meta > 0xFF ? 2 : 1;
        return Inflated.value(input.read(input.readInteger(lengthBytes)));
    }
}
