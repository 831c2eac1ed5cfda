package io.tidemark.syncer.downstream;

import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.LRUCache;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.AnnotateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.BinlogCheckpointEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer.CompatibilityMode;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderV4Deserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.FormatDescriptionEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.IntVarEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.MariadbGtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.MariadbGtidListEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.PreviousGtidSetDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RotateEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RowsQueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.XAPrepareEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.XidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/** Reads row events as the syncer's source delivers them: dates and times as exact microseconds. */
final class BinlogRows {
    private static final int TABLE_MAPS = 10_000;

    private BinlogRows() {}

    @SuppressWarnings("rawtypes") // the connector asks for a map of raw types
    static EventDeserializer create() {
        final Map<Long, TableMapEventData> tables = new LRUCache<>(100, 0.75f, TABLE_MAPS);
        final Map<EventType, EventDataDeserializer> known = new EnumMap<>(EventType.class);
        known.put(EventType.FORMAT_DESCRIPTION, new FormatDescriptionEventDataDeserializer());
        known.put(EventType.ROTATE, new RotateEventDataDeserializer());
        known.put(EventType.INTVAR, new IntVarEventDataDeserializer());
        known.put(EventType.QUERY, new QueryEventDataDeserializer());
        known.put(EventType.TABLE_MAP, new TableMapEventDataDeserializer());
        known.put(EventType.XID, new XidEventDataDeserializer());
        known.put(EventType.XA_PREPARE, new XAPrepareEventDataDeserializer());
        known.put(EventType.ROWS_QUERY, new RowsQueryEventDataDeserializer());
        known.put(EventType.GTID, new GtidEventDataDeserializer());
        known.put(EventType.PREVIOUS_GTIDS, new PreviousGtidSetDeserializer());
        known.put(EventType.ANNOTATE_ROWS, new AnnotateRowsEventDataDeserializer());
        known.put(EventType.MARIADB_GTID, new MariadbGtidEventDataDeserializer());
        known.put(EventType.MARIADB_GTID_LIST, new MariadbGtidListEventDataDeserializer());
        known.put(EventType.BINLOG_CHECKPOINT, new BinlogCheckpointEventDataDeserializer());
        known.put(EventType.WRITE_ROWS, new Writes(tables));
        known.put(EventType.UPDATE_ROWS, new Updates(tables));
        known.put(EventType.DELETE_ROWS, new Deletes(tables));
        known.put(EventType.EXT_WRITE_ROWS, new Writes(tables).setMayContainExtraInformation(true));
        known.put(EventType.EXT_UPDATE_ROWS, new Updates(tables).setMayContainExtraInformation(true));
        known.put(EventType.EXT_DELETE_ROWS, new Deletes(tables).setMayContainExtraInformation(true));
        final EventDeserializer deserializer =
                new EventDeserializer(new EventHeaderV4Deserializer(), new NullEventDataDeserializer(), known, tables);
        deserializer.setCompatibilityMode(
                CompatibilityMode.DATE_AND_TIME_AS_LONG_MICRO,
                CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY,
                CompatibilityMode.INVALID_DATE_AND_TIME_AS_MIN_VALUE);
        return deserializer;
    }

    private static final class Writes extends WriteRowsEventDataDeserializer {
        Writes(final Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected Serializable deserializeTime(final ByteArrayInputStream input) throws IOException {
            return ExactCell.oldTime(input);
        }

        @Override
        protected Serializable deserializeTimeV2(final int digits, final ByteArrayInputStream input)
                throws IOException {
            return ExactCell.time(digits, input);
        }

        @Override
        protected Long asUnixTime(
                final int year,
                final int month,
                final int day,
                final int hour,
                final int minute,
                final int second,
                final int millis) {
            return ExactCell.millis(year, month, day, hour, minute, second, millis);
        }
    }

    private static final class Updates extends UpdateRowsEventDataDeserializer {
        Updates(final Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected Serializable deserializeTime(final ByteArrayInputStream input) throws IOException {
            return ExactCell.oldTime(input);
        }

        @Override
        protected Serializable deserializeTimeV2(final int digits, final ByteArrayInputStream input)
                throws IOException {
            return ExactCell.time(digits, input);
        }

        @Override
        protected Long asUnixTime(
                final int year,
                final int month,
                final int day,
                final int hour,
                final int minute,
                final int second,
                final int millis) {
            return ExactCell.millis(year, month, day, hour, minute, second, millis);
        }
    }

    private static final class Deletes extends DeleteRowsEventDataDeserializer {
        Deletes(final Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected Serializable deserializeTime(final ByteArrayInputStream input) throws IOException {
            return ExactCell.oldTime(input);
        }

        @Override
        protected Serializable deserializeTimeV2(final int digits, final ByteArrayInputStream input)
                throws IOException {
            return ExactCell.time(digits, input);
        }

        @Override
        protected Long asUnixTime(
                final int year,
                final int month,
                final int day,
                final int hour,
                final int minute,
                final int second,
                final int millis) {
            return ExactCell.millis(year, month, day, hour, minute, second, millis);
        }
    }
}
