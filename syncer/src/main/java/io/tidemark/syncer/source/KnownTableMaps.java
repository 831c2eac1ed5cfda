// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.LRUCache;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Decodes table maps. A server logs one before the rows of each statement, most often the same as before: what is known is
 * not decoded again, and its data are shared by events, so nobody may change them. One thread.
 */
final class KnownTableMaps implements EventDataDeserializer<TableMapEventData> {
    private static final int TABLES_REMEMBERED = 10_000;
    private static final int BYTES_OF_NUMBER = 6;

    private static final class Known {
        private final byte[] bytes;
        private final TableMapEventData data;

        Known(final byte[] bytes, final TableMapEventData data) {
            this.bytes = bytes;
            this.data = data;
        }
    }

    private final Map<Long, Known> tables = new LRUCache<>(100, 0.75f, TABLES_REMEMBERED);
    private final EventDataDeserializer<TableMapEventData> unknown;

    /** @param unknown decodes maps that were not seen before. */
    KnownTableMaps(final EventDataDeserializer<TableMapEventData> unknown) {
        this.unknown = unknown;
    }

    @Override
    public TableMapEventData deserialize(final ByteArrayInputStream input) throws IOException {
        final byte[] bytes = input.read(input.available());
        long number = 0;
        for (int i = BYTES_OF_NUMBER - 1; i >= 0; i--) {
            number = number << 8 | (bytes[i] & 0xFF);
        }
        final Known known = tables.get(number);
        if (known != null && Arrays.equals(known.bytes, bytes)) {
            return known.data;
        }
        final TableMapEventData data = unknown.deserialize(new ByteArrayInputStream(bytes));
        tables.put(number, new Known(bytes, data));
        return data;
    }
}
