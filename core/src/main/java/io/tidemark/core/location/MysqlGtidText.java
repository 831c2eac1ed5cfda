// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads GTIDs of the MySQL flavour. Printing is {@link MysqlGtidSet#toString}. */
final class MysqlGtidText {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern TAG_TEXT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,31}");

    private MysqlGtidText() {}

    /** @param text not blank. */
    static GtidIntervalTree readSet(final String text) {
        GtidIntervalTree intervals = null;
        for (final String item : GtidText.atCommas(text)) {
            intervals = readItem(text, item, intervals);
        }
        return intervals;
    }

    static GtidInterval readTransaction(final String gtid) {
        final List<String> parts = GtidText.atColons(gtid);
        final boolean tagged = parts.size() == 3;
        final long number = readNumber(parts.get(parts.size() - 1));
        if (!(tagged || parts.size() == 2)
                || !isUuid(parts.get(0))
                || (tagged && !isTag(parts.get(1)))
                || number == 0) {
            throw GtidText.notOne(gtid);
        }
        return new GtidInterval(source(parts.get(0), tagged ? parts.get(1) : ""), number, number);
    }

    private static GtidIntervalTree readItem(final String text, final String item, final GtidIntervalTree before) {
        final List<String> parts = GtidText.atColons(item);
        if (!isUuid(parts.get(0))) {
            throw GtidText.malformed(text, "\"" + parts.get(0) + "\" is not a UUID");
        }
        GtidSource source = source(parts.get(0), "");
        GtidIntervalTree intervals = before;
        for (int i = 1; i < parts.size(); i++) {
            final String part = parts.get(i);
            if (isTag(part)) {
                source = source(parts.get(0), part);
                // the untagged transactions of a server may be missing, those of a tag that is named may not
                requireInterval(text, part, i + 1 < parts.size() && !isTag(parts.get(i + 1)));
            } else {
                final GtidInterval interval = readInterval(text, source, part);
                intervals = intervals == null ? GtidIntervalTree.of(interval) : intervals.plus(interval);
            }
        }
        requireInterval(text, parts.get(0), parts.size() > 1);
        return intervals;
    }

    private static void requireInterval(final String text, final String owner, final boolean follows) {
        if (!follows) {
            throw GtidText.malformed(text, "no interval follows \"" + owner + "\"");
        }
    }

    private static GtidInterval readInterval(final String text, final GtidSource source, final String part) {
        final int dash = part.indexOf('-');
        final long first = readNumber(dash < 0 ? part : part.substring(0, dash).strip());
        final long last = dash < 0 ? first : readNumber(part.substring(dash + 1).strip());
        if (first == 0 || last < first) {
            throw GtidText.malformed(
                    text, "\"" + part + "\" is neither a tag nor an interval of ascending numbers from 1 to 2^63 - 1");
        }
        return new GtidInterval(source, first, last);
    }

    private static boolean isUuid(final String text) {
        return UUID_TEXT.matcher(text).matches();
    }

    private static boolean isTag(final String text) {
        return TAG_TEXT.matcher(text).matches();
    }

    private static GtidSource source(final String uuid, final String tag) {
        return new GtidSource(UUID.fromString(uuid), tag.toLowerCase(Locale.ROOT));
    }

    /** @return 0, which is no transaction's number, if the text is none or does not fit into 63 bits. */
    private static long readNumber(final String digits) {
        try {
            return GtidText.isDigits(digits) ? Long.parseLong(digits) : 0;
        } catch (final NumberFormatException tooLarge) {
            return 0;
        }
    }
}
