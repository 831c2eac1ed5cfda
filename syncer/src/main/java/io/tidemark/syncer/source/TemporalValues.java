package io.tidemark.syncer.source;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates and times of a binlog as numbers. The connector counts days before 1582 in the Julian calendar, takes a 31st of
 * February for the 2nd of March, drops what a date with a zero month or day still says, and loses the sign of a time;
 * the servers do none of that.
 */
final class TemporalValues {
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private TemporalValues() {}

    /**
     * Milliseconds since 1970, {@link Long#MIN_VALUE} for a date of all zeros.
     *
     * @throws DateTimeException for a date that no calendar has, for it could not be written elsewhere unchanged.
     */
    static long epochMillis(
            final int year,
            final int month,
            final int day,
            final int hour,
            final int minute,
            final int second,
            final int millis) {
        if (year == 0 && month == 0 && day == 0) {
            return Long.MIN_VALUE;
        }
        final long seconds = (hour * 60L + minute) * 60L + second;
        return LocalDate.of(year, month, day).toEpochDay() * MILLIS_PER_DAY + seconds * 1000L + millis;
    }

    /**
     * Microseconds of a TIME with fraction: sign and 10, 6 and 6 bits, biased so that it is never below zero, then the
     * fraction's bytes.
     *
     * @param packed        the value's 3 bytes and the fraction's, big-endian.
     * @param fractionBytes 0 to 3; two decimal digits each.
     */
    static long timeMicros(final long packed, final int fractionBytes) {
        final int fractionBits = 8 * fractionBytes;
        final long signed = packed - (0x80_0000L << fractionBits);
        final long magnitude = Math.abs(signed);
        final long clock = magnitude >> fractionBits;
        final long fraction = magnitude & ((1L << fractionBits) - 1);
        final long seconds = ((clock >> 12 & 0x3FF) * 60 + (clock >> 6 & 0x3F)) * 60 + (clock & 0x3F);
        final long micros = seconds * MICROS_PER_SECOND + fraction * microsPerUnit(fractionBytes);
        return signed < 0 ? -micros : micros;
    }

    /** Microseconds of a TIME as servers stored it before MySQL 5.6: a signed decimal number hhmmss. */
    static long oldTimeMicros(final int hhmmss) {
        final int magnitude = Math.abs(hhmmss);
        final long seconds = (magnitude / 10_000 * 60L + magnitude / 100 % 100) * 60L + magnitude % 100;
        return (hhmmss < 0 ? -seconds : seconds) * MICROS_PER_SECOND;
    }

    private static long microsPerUnit(final int fractionBytes) {
        return switch (fractionBytes) {
            case 1 -> 10_000;
            case 2 -> 100;
            default -> 1;
        };
    }
}
