// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.tidemark.syncer.source.RowsEvent.Kind;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/** The connector's decoders of rows, with {@link ExactCell} for what is not left to them. */
final class RowDecoders {
    private static final class PassedOverInserts extends WriteRowsEventData implements WantedRows.PassedOver {
        private static final long serialVersionUID = 1;
    }

    private static final class PassedOverUpdates extends UpdateRowsEventData implements WantedRows.PassedOver {
        private static final long serialVersionUID = 1;
    }

    private static final class PassedOverDeletes extends DeleteRowsEventData implements WantedRows.PassedOver {
        private static final long serialVersionUID = 1;
    }

    private RowDecoders() {}

    /** Inserted rows. */
    static final class Inserts extends WriteRowsEventDataDeserializer {
        private static final WriteRowsEventData PASSED_OVER = new PassedOverInserts();

        private final WantedRows wanted;

        Inserts(final Map<Long, TableMapEventData> tables, final WantedRows wanted, final boolean extra) {
            super(tables);
            this.wanted = wanted;
            setMayContainExtraInformation(extra);
        }

        @Override
        public WriteRowsEventData deserialize(final ByteArrayInputStream input) throws IOException {
            final Optional<ByteArrayInputStream> rows = wanted.next(input, Kind.INSERT);
            return rows.isPresent() ? super.deserialize(rows.get()) : PASSED_OVER;
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
    static class Updates extends UpdateRowsEventDataDeserializer {
        private static final UpdateRowsEventData PASSED_OVER = new PassedOverUpdates();

        private final WantedRows wanted;

        Updates(final Map<Long, TableMapEventData> tables, final WantedRows wanted, final boolean extra) {
            super(tables);
            this.wanted = wanted;
            setMayContainExtraInformation(extra);
        }

        @Override
        public UpdateRowsEventData deserialize(final ByteArrayInputStream input) throws IOException {
            final Optional<ByteArrayInputStream> rows = wanted.next(input, Kind.UPDATE);
            return rows.isPresent() ? rows(rows.get()) : PASSED_OVER;
        }

        /** The event, which somebody wants. */
        protected UpdateRowsEventData rows(final ByteArrayInputStream input) throws IOException {
            return super.deserialize(input);
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
        private static final DeleteRowsEventData PASSED_OVER = new PassedOverDeletes();

        private final WantedRows wanted;

        Deletes(final Map<Long, TableMapEventData> tables, final WantedRows wanted, final boolean extra) {
            super(tables);
            this.wanted = wanted;
            setMayContainExtraInformation(extra);
        }

        @Override
        public DeleteRowsEventData deserialize(final ByteArrayInputStream input) throws IOException {
            final Optional<ByteArrayInputStream> rows = wanted.next(input, Kind.DELETE);
            return rows.isPresent() ? super.deserialize(rows.get()) : PASSED_OVER;
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
