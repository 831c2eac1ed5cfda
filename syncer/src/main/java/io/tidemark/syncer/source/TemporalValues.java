// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/**
 * Dates and times of a binlog as numbers. The connector counts days before 1582 in the Julian calendar, takes a 31st of
 * February for the 2nd of March, drops what a date with a zero month or day still says, and loses the sign of a time;
 * the servers do none of that.
 */
final class TemporalValues {
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    /** Stands for 0000-00-00, with a time of 00:00:00 if there is one. */
    private static final long ALL_ZEROS = Long.MIN_VALUE;

    private TemporalValues() {}

    /** Microseconds of a DATE: year, month and day above 4 and 5 bits. */
    static long dateMicros(final int packed) {
        return micros(packed >> 9, packed >> 5 & 0xF, packed & 0x1F, 0, 0);
    }

    /**
     * Microseconds of a DATETIME: a bit that is always set, 17 bits of months, where a year has 13, then 5, 5, 6 and 6
     * bits of day, hour, minute and second.
     */
    static long dateTimeMicros(final long packed, final long fractionMicros) {
        final int months = (int) (packed >> 22 & 0x1_FFFF);
        final long seconds = ((packed >> 12 & 0x1F) * 60 + (packed >> 6 & 0x3F)) * 60 + (packed & 0x3F);
        return micros(months / 13, months % 13, (int) (packed >> 17 & 0x1F), seconds, fractionMicros);
    }

    /** Microseconds of a DATETIME as servers stored it before MySQL 5.6: a decimal number yyyymmddhhmmss. */
    static long oldDateTimeMicros(final long decimal) {
        final int date = (int) (decimal / 1_000_000);
        final int time = (int) (decimal % 1_000_000);
        final long seconds = (time / 10_000 * 60L + time / 100 % 100) * 60L + time % 100;
        return micros(date / 10_000, date / 100 % 100, date % 100, seconds, 0);
    }

    /** Microseconds of a TIMESTAMP; it begins after 1970-01-01 00:00:00, whose number stands for all zeros. */
    static long timestampMicros(final long seconds, final long fractionMicros) {
        final long micros = seconds * MICROS_PER_SECOND + fractionMicros;
        return micros == 0 ? ALL_ZEROS : micros;
    }

    /**
     * Microseconds since 1970, {@link #ALL_ZEROS} if date and time are.
     *
     * @throws DateTimeException for another date that no calendar has: it has no number to be carried over by.
     */
    private static long micros(
            final int year, final int month, final int day, final long secondOfDay, final long fractionMicros) {
        final boolean timeIsZero = secondOfDay == 0 && fractionMicros == 0;
        if (year == 0 && month == 0 && day == 0 && timeIsZero) {
            return ALL_ZEROS;
        }
        if (month < 1 || month > 12 || !YearMonth.of(year, month).isValidDay(day)) {
            throw new DateTimeException(String.format(
                    Locale.ROOT,
                    "%04d-%02d-%02d%s is neither a date of the calendar nor all zeros; correct the row",
                    year,
                    month,
                    day,
                    timeIsZero ? "" : " with a time of day"));
        }
        final long seconds = LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY + secondOfDay;
        return seconds * MICROS_PER_SECOND + fractionMicros;
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

    /** Microseconds of the least part of a second that a fraction of 0 to 3 bytes counts. */
    static long microsPerUnit(final int fractionBytes) {
        return switch (fractionBytes) {
            case 1 -> 10_000;
            case 2 -> 100;
            default -> 1;
        };
    }
}
