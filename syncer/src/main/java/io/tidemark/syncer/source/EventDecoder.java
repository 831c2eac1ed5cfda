// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeader;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.LRUCache;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The connector's decoder, with those decoders of ours that keep what its own would lose. */
final class EventDecoder extends EventDeserializer {
    private static final int TABLES_REMEMBERED = 10_000;

    private final Map<Long, TableMapEventData> tables = new LRUCache<>(100, 0.75f, TABLES_REMEMBERED);

    private final CompressedEvents compressed;
    /** Not registered: the connector would read each table map with its own decoder as well, which may fail. */
    private final EventDataDeserializer<TableMapEventData> tableMaps;

    private final WantedRows wanted;
    private final EventBuffer buffer = new EventBuffer();
    private final Map<EventType, EventDataDeserializer<?>> decoders = new EnumMap<>(EventType.class);

    private EventDecoder(final CompressedEvents compressed, final SessionNames names, final RowInterest interest) {
        super(compressed, new NullEventDataDeserializer());
        this.wanted = new WantedRows(interest);
        this.compressed = compressed;
        setEventDataDeserializer(EventType.WRITE_ROWS, new RowDecoders.Inserts(tables, wanted, false));
        setEventDataDeserializer(EventType.EXT_WRITE_ROWS, new RowDecoders.Inserts(tables, wanted, true));
        setEventDataDeserializer(EventType.UPDATE_ROWS, new RowDecoders.Updates(tables, wanted, false));
        setEventDataDeserializer(EventType.EXT_UPDATE_ROWS, new RowDecoders.Updates(tables, wanted, true));
        setEventDataDeserializer(EventType.PARTIAL_UPDATE_ROWS_EVENT, new PartialUpdates(tables, wanted));
        setEventDataDeserializer(EventType.DELETE_ROWS, new RowDecoders.Deletes(tables, wanted, false));
        setEventDataDeserializer(EventType.EXT_DELETE_ROWS, new RowDecoders.Deletes(tables, wanted, true));
        setEventDataDeserializer(EventType.PREVIOUS_GTIDS, new TaggedGtids.Heads());
        setEventDataDeserializer(EventType.QUERY, new QueryDecoder(names));
        // the connector reads names in the JVM's default character set; binlogs use UTF-8
        tableMaps = new KnownTableMaps(new CompressedColumns(
                Charset.defaultCharset().equals(StandardCharsets.UTF_8)
                        ? new TableMapEventDataDeserializer()
                        : new Utf8Decoders.TableMaps()));
        setCompatibilityMode(CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
    }

    /** A decoder for a connection; it keeps the table maps that have gone by. */
    static EventDecoder forStream() {
        return forStream(SessionNames.UNKNOWN, RowInterest.ALL);
    }

    /** The same, which also tells of sessions, and passes over rows that nobody wants. */
    static EventDecoder forStream(final SessionNames names, final RowInterest interest) {
        final EventDecoder decoder = new EventDecoder(new CompressedEvents(), names, interest);
        decoder.setEventDataDeserializer(
                EventType.TRANSACTION_PAYLOAD,
                new PayloadDecoder(new EventDecoder(new CompressedEvents(), names, interest)));
        return decoder;
    }

    @Override
    public Event nextEvent(final ByteArrayInputStream input) throws IOException {
        if (input.peek() == -1) {
            return null;
        }
        buffer.fill(input);
        return super.nextEvent(buffer);
    }

    /** Of the event whose header was read last. The connector's constructor asks too, before there is anything here. */
    @Override
    public EventDataDeserializer<?> getEventDataDeserializer(final EventType type) {
        if (tableMaps == null) {
            return super.getEventDataDeserializer(type);
        }
        if (type == EventType.TABLE_MAP) {
            return tableMaps;
        }
        // the connector looks it up for each event, by a hash that has nothing to do with the type's number
        EventDataDeserializer<?> decoder = decoders.get(type);
        if (decoder == null) {
            decoder = super.getEventDataDeserializer(type);
            decoders.put(type, decoder);
        }
        return compressed.decoder(decoder);
    }

    @Override
    public EventData deserializeTableMapEventData(final ByteArrayInputStream input, final EventHeader header)
            throws IOException {
        final EventData data = super.deserializeTableMapEventData(input, header);
        final TableMapEventData map = (TableMapEventData) data;
        tables.put(map.getTableId(), map);
        wanted.named(map);
        return data;
    }
}
