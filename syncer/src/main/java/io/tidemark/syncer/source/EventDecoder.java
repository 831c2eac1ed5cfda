package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeader;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.LRUCache;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The connector's decoder, with those decoders of ours that keep what its own would lose. */
final class EventDecoder extends EventDeserializer {
    private static final int TABLES_REMEMBERED = 10_000;

    private final Map<Long, TableMapEventData> tables = new LRUCache<>(100, 0.75f, TABLES_REMEMBERED);

    private EventDecoder() {
        setEventDataDeserializer(EventType.WRITE_ROWS, new RowDecoders.Inserts(tables, false));
        setEventDataDeserializer(EventType.EXT_WRITE_ROWS, new RowDecoders.Inserts(tables, true));
        setEventDataDeserializer(EventType.UPDATE_ROWS, new RowDecoders.Updates(tables, false));
        setEventDataDeserializer(EventType.EXT_UPDATE_ROWS, new RowDecoders.Updates(tables, true));
        setEventDataDeserializer(EventType.DELETE_ROWS, new RowDecoders.Deletes(tables, false));
        setEventDataDeserializer(EventType.EXT_DELETE_ROWS, new RowDecoders.Deletes(tables, true));
        if (!Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            // the connector reads names and statements in the JVM's default character set; binlogs use UTF-8
            setEventDataDeserializer(EventType.TABLE_MAP, new Utf8Decoders.TableMaps());
            setEventDataDeserializer(EventType.QUERY, new Utf8Decoders.Queries());
        }
        setCompatibilityMode(CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
    }

    /** A decoder for a connection; it keeps the table maps that have gone by. */
    static EventDecoder forStream() {
        final EventDecoder decoder = new EventDecoder();
        decoder.setEventDataDeserializer(EventType.TRANSACTION_PAYLOAD, new PayloadDecoder(new EventDecoder()));
        return decoder;
    }

    @Override
    public EventData deserializeTableMapEventData(final ByteArrayInputStream input, final EventHeader header)
            throws IOException {
        final EventData data = super.deserializeTableMapEventData(input, header);
        final TableMapEventData map = (TableMapEventData) data;
        tables.put(map.getTableId(), map);
        return data;
    }
}
