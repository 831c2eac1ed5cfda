// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.time.LocalDate;

/** Writes microseconds as MySQL's texts for dates and times. Always six digits of a fraction: zeros do no harm. */
final class TemporalText {
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    /** The hours of the longest TIME, 838:59:59. */
    private static final int MAX_HOURS = 838;

    /** Stands for a date, or a date and time, of all zeros. */
    private static final long ALL_ZEROS = Long.MIN_VALUE;

    private TemporalText() {}

    static String date(final long micros) {
        if (micros == ALL_ZEROS) {
            return "0000-00-00";
        }
        final StringBuilder text = new StringBuilder(10);
        appendDate(text, Math.floorDiv(micros, DAY));
        return text.toString();
    }

    static String dateTime(final long micros) {
        if (micros == ALL_ZEROS) {
            return "0000-00-00 00:00:00";
        }
        final StringBuilder text = new StringBuilder(26);
        appendDate(text, Math.floorDiv(micros, DAY));
        appendTime(text.append(' '), Math.floorMod(micros, DAY));
        return text.toString();
    }

    static String time(final long micros) {
        final StringBuilder text = new StringBuilder(17);
        if (Math.abs(micros) >= (MAX_HOURS + 1) * 3600L * SECOND) {
            throw new IllegalArgumentException("the time is beyond " + MAX_HOURS + " hours");
        }
        appendTime(micros < 0 ? text.append('-') : text, Math.abs(micros));
        return text.toString();
    }

    private static void appendDate(final StringBuilder text, final long epochDay) {
        final LocalDate date = LocalDate.ofEpochDay(epochDay);
        padded(text, date.getYear(), 1000).append('-');
        padded(text, date.getMonthValue(), 10).append('-');
        padded(text, date.getDayOfMonth(), 10);
    }

    private static void appendTime(final StringBuilder text, final long micros) {
        final long seconds = micros / SECOND;
        padded(text, seconds / 3600, 10).append(':');
        padded(text, seconds / 60 % 60, 10).append(':');
        padded(text, seconds % 60, 10).append('.');
        padded(text, micros % SECOND, 100_000);
    }

    private static StringBuilder padded(final StringBuilder text, final long value, final int least) {
        for (int power = least; power > 1 && value < power; power /= 10) {
            text.append('0');
        }
        return text.append(value);
    }
}
