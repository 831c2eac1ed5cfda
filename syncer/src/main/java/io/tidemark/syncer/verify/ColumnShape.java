// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column as a server describes it.
 *
 * @param name       as the table spells it.
 * @param dataType   the type's name in lower case.
 * @param columnType the type with its lengths and attributes.
 * @param charset    empty where the type has none.
 * @param collation  empty where the type has none.
 */
record ColumnShape(String name, String dataType, String columnType, String charset, String collation) {
    private static final Pattern DISPLAY_WIDTH = Pattern.compile("^((?:tiny|small|medium|big)?int|year)\\(\\d+\\)");

    /** MySQL 8 calls utf8 by its real name. */
    ColumnShape {
        charset = charset.equals("utf8") ? "utf8mb3" : charset;
        collation = collation.startsWith("utf8_") ? "utf8mb3_" + collation.substring("utf8_".length()) : collation;
    }

    ValueFamily family() {
        return ValueFamily.of(dataType);
    }

    String quoted() {
        return quote(name);
    }

    static String quote(final String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** The type without what servers print or leave out as they like, and with MariaDB's JSON as what it is. */
    String comparableType() {
        final String type =
                DISPLAY_WIDTH.matcher(columnType.toLowerCase(Locale.ROOT)).replaceFirst("$1");
        return dataType.equals("json") ? "longtext" : type;
    }
}
