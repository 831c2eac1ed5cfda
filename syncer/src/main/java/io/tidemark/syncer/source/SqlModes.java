// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import java.util.ArrayList;
import java.util.List;

/** The names of the bits that a server logs for {@code sql_mode}. Both families give some bits other meanings. */
final class SqlModes {
    private static final String UNUSED = "";

    /** By bit. Names for groups of modes are left out, since their members are logged too. */
    private static final List<String> COMMON = List.of(
            "REAL_AS_FLOAT",
            "PIPES_AS_CONCAT",
            "ANSI_QUOTES",
            "IGNORE_SPACE",
            UNUSED,
            "ONLY_FULL_GROUP_BY",
            "NO_UNSIGNED_SUBTRACTION",
            "NO_DIR_IN_CREATE",
            UNUSED,
            UNUSED,
            UNUSED,
            UNUSED,
            UNUSED,
            "NO_KEY_OPTIONS",
            "NO_TABLE_OPTIONS",
            "NO_FIELD_OPTIONS",
            UNUSED,
            UNUSED,
            UNUSED,
            "NO_AUTO_VALUE_ON_ZERO",
            "NO_BACKSLASH_ESCAPES",
            "STRICT_TRANS_TABLES",
            "STRICT_ALL_TABLES",
            "NO_ZERO_IN_DATE",
            "NO_ZERO_DATE",
            "ALLOW_INVALID_DATES",
            "ERROR_FOR_DIVISION_BY_ZERO",
            UNUSED,
            "NO_AUTO_CREATE_USER",
            "HIGH_NOT_PRECEDENCE",
            "NO_ENGINE_SUBSTITUTION",
            "PAD_CHAR_TO_FULL_LENGTH");

    private static final int MARIADB_BAD_OPTIONS = 4;
    private static final int ORACLE = 9;
    private static final List<String> MARIADB_LAST =
            List.of("EMPTY_STRING_IS_NULL", "SIMULTANEOUS_ASSIGNMENT", "TIME_ROUND_FRACTIONAL");
    private static final List<String> MYSQL_LAST = List.of("TIME_TRUNCATE_FRACTIONAL");

    private SqlModes() {}

    /** The names, joined by commas. */
    static String names(final Flavour flavour, final long bits) {
        final List<String> names = new ArrayList<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            final String name = ((bits >>> bit) & 1) == 0 ? UNUSED : name(flavour, bit);
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return String.join(",", names);
    }

    private static String name(final Flavour flavour, final int bit) {
        final boolean mariadb = flavour == Flavour.MARIADB;
        if (mariadb && bit == MARIADB_BAD_OPTIONS) {
            return "IGNORE_BAD_TABLE_OPTIONS";
        }
        if (mariadb && bit == ORACLE) {
            return "ORACLE"; // it changes the grammar; with MySQL it only stood for its members
        }
        if (bit < COMMON.size()) {
            return COMMON.get(bit);
        }
        final List<String> last = mariadb ? MARIADB_LAST : MYSQL_LAST;
        return bit - COMMON.size() < last.size() ? last.get(bit - COMMON.size()) : UNUSED;
    }
}
