// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;

/** Decoders of names for a JVM whose default character set is not UTF-8. */
final class Utf8Decoders {
    private Utf8Decoders() {}

    private static String text(final byte[] bytes, final int from, final int length) {
        return new String(bytes, from, length, UTF_8);
    }

    /** Table maps: an id of 6 bytes, 2 of flags, then both names, each behind its length and before a zero. */
    static final class TableMaps extends TableMapEventDataDeserializer {
        private static final int SCHEMA_LENGTH_AT = 8;

        @Override
        public TableMapEventData deserialize(final ByteArrayInputStream input) throws IOException {
            final byte[] bytes = input.read(input.available());
            final TableMapEventData data = super.deserialize(new ByteArrayInputStream(bytes));
            final int schemaLength = bytes[SCHEMA_LENGTH_AT] & 0xFF;
            final int tableLengthAt = SCHEMA_LENGTH_AT + 1 + schemaLength + 1;
            data.setDatabase(text(bytes, SCHEMA_LENGTH_AT + 1, schemaLength));
            data.setTable(text(bytes, tableLengthAt + 1, bytes[tableLengthAt] & 0xFF));
            return data;
        }
    }
}
