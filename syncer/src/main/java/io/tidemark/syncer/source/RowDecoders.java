package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/** The connector's decoders of rows, with {@link TemporalValues} for dates and times. */
final class RowDecoders {
    private RowDecoders() {}

    private static Serializable time(final ByteArrayInputStream input) throws IOException {
        return TemporalValues.oldTimeMicros(input.readInteger(3) << 8 >> 8);
    }

    private static Serializable timeWithFraction(final int digits, final ByteArrayInputStream input)
            throws IOException {
        final int fractionBytes = (digits + 1) / 2;
        long packed = 0;
        for (final byte next : input.read(3 + fractionBytes)) {
            packed = packed << 8 | (next & 0xFF);
        }
        return TemporalValues.timeMicros(packed, fractionBytes);
    }

    /** Inserted rows. */
    static final class Inserts extends WriteRowsEventDataDeserializer {
        Inserts(final Map<Long, TableMapEventData> tables, final boolean extra) {
            super(tables);
            setMayContainExtraInformation(extra);
        }

        @Override
        protected Serializable deserializeTime(final ByteArrayInputStream input) throws IOException {
            return time(input);
        }

        @Override
        protected Serializable deserializeTimeV2(final int meta, final ByteArrayInputStream input) throws IOException {
            return timeWithFraction(meta, input);
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
            return TemporalValues.epochMillis(year, month, day, hour, minute, second, millis);
        }
    }

    /** Updated rows. */
    static final class Updates extends UpdateRowsEventDataDeserializer {
        Updates(final Map<Long, TableMapEventData> tables, final boolean extra) {
            super(tables);
            setMayContainExtraInformation(extra);
        }

        @Override
        protected Serializable deserializeTime(final ByteArrayInputStream input) throws IOException {
            return time(input);
        }

        @Override
        protected Serializable deserializeTimeV2(final int meta, final ByteArrayInputStream input) throws IOException {
            return timeWithFraction(meta, input);
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
            return TemporalValues.epochMillis(year, month, day, hour, minute, second, millis);
        }
    }

    /** Deleted rows. */
    static final class Deletes extends DeleteRowsEventDataDeserializer {
        Deletes(final Map<Long, TableMapEventData> tables, final boolean extra) {
            super(tables);
            setMayContainExtraInformation(extra);
        }

        @Override
        protected Serializable deserializeTime(final ByteArrayInputStream input) throws IOException {
            return time(input);
        }

        @Override
        protected Serializable deserializeTimeV2(final int meta, final ByteArrayInputStream input) throws IOException {
            return timeWithFraction(meta, input);
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
            return TemporalValues.epochMillis(year, month, day, hour, minute, second, millis);
        }
    }
}
