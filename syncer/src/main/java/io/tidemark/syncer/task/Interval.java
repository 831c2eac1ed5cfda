// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads intervals as operators write them. */
public final class Interval {
    /** What is understood, for messages. */
    public static final String ALLOWED = "seconds, or a whole number with ms, s, m or h, from 1ms to 24h";

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");
    private static final Duration LONGEST = Duration.ofHours(24);

    private Interval() {}

    /**
     * Reads an interval.
     *
     * @param text a whole number with one of the units {@code ms}, {@code s}, {@code m}, {@code h}; without a unit it
     *             counts seconds, as DM's files do.
     * @return the interval, from one millisecond to 24 hours.
     * @throws IllegalArgumentException if the text is something else; the message says what is allowed.
     */
    public static Duration parse(final String text) {
        final Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused(text);
        }
        final Duration interval = duration(Long.parseLong(form.group(1)), form.group(2));
        if (interval.isZero() || interval.compareTo(LONGEST) > 0) {
            throw refused(text);
        }
        return interval;
    }

    private static Duration duration(final long amount, final String unit) {
        if (unit == null) {
            return Duration.ofSeconds(amount);
        }
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private static IllegalArgumentException refused(final String text) {
        return new IllegalArgumentException("found \"" + text + "\", expected " + ALLOWED);
    }
}
