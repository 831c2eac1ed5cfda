// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.tidemark.syncer.row.MysqlJson;
import java.io.IOException;
import java.io.Serializable;

/**
 * Reads those cells of rows that the connector reads with loss, dates and times; those that it does not know, MariaDB's
 * compressed columns; and those that nobody behind the source could tell from others: MySQL's binary JSON, which becomes
 * text. In a downstream where JSON is kept in a column of text it would otherwise be written as if it were one.
 */
final class ExactCell {
    private ExactCell() {}

    /**
     * The value of a cell that is not NULL.
     *
     * @param meta what the table map says of the column besides its type: of dates and times the digits of a fraction, of
     *             JSON the bytes of a length.
     * @return null, with nothing read, for a type that is left to the connector.
     * @throws RuntimeException if the value could not be written elsewhere unchanged; the message says why.
     */
    static Serializable read(final ColumnType type, final int meta, final ByteArrayInputStream input)
            throws IOException {
        return switch (type) {
            case DATE -> TemporalValues.dateMicros(input.readInteger(3));
            case DATETIME -> TemporalValues.oldDateTimeMicros(input.readLong(8));
            case DATETIME_V2 -> TemporalValues.dateTimeMicros(bigEndian(input, 5), fractionMicros(input, meta));
            case TIMESTAMP -> TemporalValues.timestampMicros(input.readLong(4), 0);
            case TIMESTAMP_V2 -> TemporalValues.timestampMicros(bigEndian(input, 4), fractionMicros(input, meta));
            case TIME -> TemporalValues.oldTimeMicros(input.readInteger(3) << 8 >> 8);
            case TIME_V2 -> TemporalValues.timeMicros(bigEndian(input, 3 + fractionBytes(meta)), fractionBytes(meta));
            case JSON -> MysqlJson.text(input.read(input.readInteger(meta))).getBytes(UTF_8);
            case VARCHAR, BLOB -> CompressedColumns.isMarked(meta) ? CompressedColumns.value(type, meta, input) : null;
            default -> null;
        };
    }

    private static long fractionMicros(final ByteArrayInputStream input, final int digits) throws IOException {
        final int bytes = fractionBytes(digits);
        return bigEndian(input, bytes) * TemporalValues.microsPerUnit(bytes);
    }

    private static int fractionBytes(final int digits) {
        return (digits + 1) / 2;
    }

    private static long bigEndian(final ByteArrayInputStream input, final int length) throws IOException {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | input.read();
        }
        return value;
    }
}
