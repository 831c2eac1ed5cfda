package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/** The connector's decoders of rows, with {@link ExactCell} for what is not left to them. */
final class RowDecoders {
    private RowDecoders() {}

    /** Inserted rows. */
    static final class Inserts extends WriteRowsEventDataDeserializer {
        Inserts(final Map<Long, TableMapEventData> tables, final boolean extra) {
            super(tables);
            setMayContainExtraInformation(extra);
        }

        @Override
        protected Serializable deserializeCell(
                final ColumnType type, final int meta, final int length, final ByteArrayInputStream input)
                throws IOException {
            final Serializable exact = ExactCell.read(type, meta, input);
            return exact != null ? exact : super.deserializeCell(type, meta, length, input);
        }
    }

    /** Updated rows. */
    static final class Updates extends UpdateRowsEventDataDeserializer {
        Updates(final Map<Long, TableMapEventData> tables, final boolean extra) {
            super(tables);
            setMayContainExtraInformation(extra);
        }

        @Override
        protected Serializable deserializeCell(
                final ColumnType type, final int meta, final int length, final ByteArrayInputStream input)
                throws IOException {
            final Serializable exact = ExactCell.read(type, meta, input);
            return exact != null ? exact : super.deserializeCell(type, meta, length, input);
        }
    }

    /** Deleted rows. */
    static final class Deletes extends DeleteRowsEventDataDeserializer {
        Deletes(final Map<Long, TableMapEventData> tables, final boolean extra) {
            super(tables);
            setMayContainExtraInformation(extra);
        }

        @Override
        protected Serializable deserializeCell(
                final ColumnType type, final int meta, final int length, final ByteArrayInputStream input)
                throws IOException {
            final Serializable exact = ExactCell.read(type, meta, input);
            return exact != null ? exact : super.deserializeCell(type, meta, length, input);
        }
    }
}
