// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the texts of both flavours share: their separators and their errors. */
final class GtidText {
    private static final String MYSQL_ONE = "uuid:number or uuid:tag:number";
    private static final String MYSQL_SET = "uuid[:tag]:first[-last][:first[-last]]...";
    private static final String MARIADB_ONE = "domain-server-sequence";

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern COLON = Pattern.compile(":");

    private GtidText() {}

    /** A colon is in every MySQL set and in no MariaDB one. */
    static boolean isMysql(final String text) {
        return text.indexOf(':') >= 0;
    }

    static List<String> atCommas(final String text) {
        return parts(COMMA, text);
    }

    static List<String> atColons(final String text) {
        return parts(COLON, text);
    }

    /** @return whether it is one ASCII digit or more, and nothing else. */
    static boolean isDigits(final String text) {
        // for each transaction, so without a stream
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static IllegalArgumentException malformed(final String text, final String why) {
        return new IllegalArgumentException("not a GTID set: \"" + text + "\": " + why + "; expected " + MYSQL_SET
                + " (MySQL) or " + MARIADB_ONE + " (MariaDB), separated by commas");
    }

    static IllegalArgumentException notOne(final String text) {
        return new IllegalArgumentException("not the GTID of one transaction: \"" + text + "\"; expected " + MYSQL_ONE
                + " (MySQL) or " + MARIADB_ONE + " (MariaDB)");
    }

    static IllegalArgumentException mixed(final Object left, final Object right) {
        return new IllegalArgumentException("GTIDs of MySQL and of MariaDB cannot be in one set: \"" + left
                + "\" and \"" + right + "\"; a source has only one of the two flavours");
    }

    private static List<String> parts(final Pattern separator, final String text) {
        // the limit keeps an empty part at the end, which is an error and must be seen
        return Stream.of(separator.split(text, -1)).map(String::strip).toList();
    }
}
