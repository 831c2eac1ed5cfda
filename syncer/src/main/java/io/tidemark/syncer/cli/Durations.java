// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Durations for people to read. */
final class Durations {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    private Durations() {}

    /** @param seconds a number, or nothing, which is shown as a dash. */
    static String text(final JsonNode seconds) {
        return seconds.isNumber() ? text(seconds.asDouble()) : "-";
    }

    static String text(final double seconds) {
        final long whole = (long) seconds;
        if (seconds < 2 * MINUTE) {
            return seconds == whole ? whole + " s" : String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 2 * HOUR) {
            return whole / MINUTE + " min " + whole % MINUTE + " s";
        }
        if (seconds < 2 * DAY) {
            return whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
        }
        return whole / DAY + " d " + whole % DAY / HOUR + " h";
    }
}
