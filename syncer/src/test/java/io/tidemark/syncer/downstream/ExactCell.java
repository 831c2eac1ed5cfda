package io.tidemark.syncer.downstream;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;

/** Reads those cells of row events that the binlog connector reads with loss. */
final class ExactCell {
    private static final long MICROS = 1_000_000;

    private ExactCell() {}

    /**
     * A TIME, in microseconds. It is stored big-endian as hours, minutes and seconds of 10, 6 and 6 bits, followed by the
     * fraction; all of it together is offset by its highest bit, so that negative times are less than the offset.
     */
    static Long time(final int digits, final ByteArrayInputStream input) throws IOException {
        final int fractionBytes = (digits + 1) / 2;
        final int bits = 24 + fractionBytes * 8;
        long stored = 0;
        for (final byte next : input.read(bits / 8)) {
            stored = stored << 8 | (next & 0xFF);
        }
        final long signed = stored - (1L << (bits - 1));
        final long size = Math.abs(signed);
        final long clock = size >> (fractionBytes * 8);
        long fraction = size & ((1L << (fractionBytes * 8)) - 1);
        for (int i = fractionBytes; i < 3; i++) {
            fraction *= 100;
        }
        final long seconds = ((clock >> 12) & 0x3FF) * 3600 + ((clock >> 6) & 0x3F) * 60 + (clock & 0x3F);
        final long micros = seconds * MICROS + fraction;
        return signed < 0 ? -micros : micros;
    }

    /** A TIME of a table older than MySQL 5.6, in microseconds: decimal digits {@code hhmmss}, signed. */
    static Long oldTime(final ByteArrayInputStream input) throws IOException {
        final int signed = input.readInteger(3) << 8 >> 8;
        final long size = Math.abs(signed);
        final long seconds = size / 10_000 * 3600 + size / 100 % 100 * 60 + size % 100;
        return (signed < 0 ? -seconds : seconds) * MICROS;
    }

    /** A date and a time of day in milliseconds, {@link Long#MIN_VALUE} if there is no such day. */
    static Long millis(
            final int year,
            final int month,
            final int day,
            final int hour,
            final int minute,
            final int second,
            final int millis) {
        if (year == 0 || month < 1 || month > 12 || !YearMonth.of(year, month).isValidDay(day)) {
            return Long.MIN_VALUE;
        }
        final long seconds =
                LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
        return seconds * 1000 + millis;
    }
}
