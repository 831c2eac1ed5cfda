// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Events that MariaDB compresses (log_bin_compress): events of rows and of statements with types of their own, whose rows or
 * text are compressed and whose other fields are not. To the rest of the source they look like the events that they were.
 *
 * <p>Reads headers, so that it knows of each event whether it is one of these. One thread.
 */
final class CompressedEvents implements EventHeaderDeserializer<EventHeaderV4> {
    private static final Map<Integer, EventType> TYPES = Map.of(
            165, EventType.QUERY,
            166, EventType.WRITE_ROWS,
            167, EventType.UPDATE_ROWS,
            168, EventType.DELETE_ROWS,
            169, EventType.EXT_WRITE_ROWS,
            170, EventType.EXT_UPDATE_ROWS,
            171, EventType.EXT_DELETE_ROWS);

    private static final long MILLIS = 1000L;
    /** Of a statement: before the length of its schema's name, and before that of its status variables. */
    private static final int SCHEMA_LENGTH_AT = 8;

    private static final int STATUS_LENGTH_AT = 11;
    private static final int STATEMENT_FIXED = 13;
    /** Of rows: the table's number and flags; the newer form has extra fields behind them, with their length. */
    private static final int ROWS_FIXED = 8;

    private static final int LARGEST_SHORT_COUNT = 250;

    private EventType compressed;

    @Override
    public EventHeaderV4 deserialize(final ByteArrayInputStream input) throws IOException {
        final EventHeaderV4 header = new EventHeaderV4();
        header.setTimestamp(input.readLong(4) * MILLIS);
        final int number = input.readInteger(1);
        compressed = TYPES.get(number);
        final EventType plain = EventType.byEventNumber(number);
        header.setEventType(compressed != null ? compressed : plain != null ? plain : EventType.UNKNOWN);
        header.setServerId(input.readLong(4));
        header.setEventLength(input.readLong(4));
        header.setNextPosition(input.readLong(4));
        header.setFlags(input.readInteger(2));
        return header;
    }

    /** The decoder of the event whose header was read last. */
    EventDataDeserializer<?> decoder(final EventDataDeserializer<?> plain) {
        final EventType type = compressed;
        return type == null ? plain : input -> decode(type, plain, input);
    }

    private static EventData decode(
            final EventType type, final EventDataDeserializer<?> plain, final ByteArrayInputStream input)
            throws IOException {
        final byte[] bytes = input.read(input.available());
        final int from = type == EventType.QUERY ? textOf(bytes) : rowsOf(type, bytes);
        final byte[] rest = Inflated.event(bytes, from);
        final byte[] whole = Arrays.copyOf(bytes, from + rest.length);
        System.arraycopy(rest, 0, whole, from, rest.length);
        return plain.deserialize(new ByteArrayInputStream(whole));
    }

    private static int textOf(final byte[] bytes) {
        final int status = unsignedShort(bytes, STATUS_LENGTH_AT);
        return STATEMENT_FIXED + status + (bytes[SCHEMA_LENGTH_AT] & 0xFF) + 1;
    }

    private static int rowsOf(final EventType type, final byte[] bytes) {
        final boolean extended = EventType.EXT_WRITE_ROWS.compareTo(type) <= 0;
        final int countAt = ROWS_FIXED + (extended ? unsignedShort(bytes, ROWS_FIXED) : 0);
        final int first = bytes[countAt] & 0xFF;
        final boolean isShort = first <= LARGEST_SHORT_COUNT;
        final int columns = isShort ? first : unsignedShort(bytes, countAt + 1);
        final int images = type == EventType.UPDATE_ROWS || type == EventType.EXT_UPDATE_ROWS ? 2 : 1;
        return countAt + (isShort ? 1 : 3) + images * ((columns + 7) / 8);
    }

    private static int unsignedShort(final byte[] bytes, final int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }
}
