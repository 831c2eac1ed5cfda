// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A base table as a server's information_schema describes it: plain values, so that whoever can query one can build a
 * {@link TableInfo}. Immutable.
 *
 * @param name      the table's name.
 * @param collation the table's default collation, {@code tables.table_collation}.
 * @param comment   the table's comment, may be empty.
 * @param notation  how this server writes defaults and expressions.
 * @param columns   the columns, by {@code ordinal_position}.
 * @param indexes   the indexes, the primary key first.
 */
public record SourceTable(
        String name,
        String collation,
        String comment,
        Notation notation,
        List<SourceColumn> columns,
        List<SourceIndex> indexes) {
    /** All are required. */
    public SourceTable {
        requireNonNull(name, "name");
        requireNonNull(collation, "collation");
        requireNonNull(comment, "comment");
        requireNonNull(notation, "notation");
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    /** How a server writes {@code columns.column_default}. */
    public enum Notation {
        /**
         * MySQL, and MariaDB before 10.2.7: values stand without quotes, and {@code columns.extra} tells expressions from
         * them.
         */
        BARE,
        /** MariaDB from 10.2.7 on: as in a CREATE TABLE, texts in quotes. */
        QUOTED;

        private static final Pattern MARIADB = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)-mariadb");
        private static final int[] FIRST_QUOTED = {10, 2, 7};

        /**
         * Tells a server's notation.
         *
         * @param version what {@code SELECT VERSION()} answers.
         * @return its notation.
         */
        public static Notation of(final String version) {
            final Matcher mariaDb = MARIADB.matcher(version.toLowerCase(Locale.ROOT));
            if (!mariaDb.find()) {
                return BARE;
            }
            final int[] release = {number(mariaDb, 1), number(mariaDb, 2), number(mariaDb, 3)};
            return Arrays.compare(release, FIRST_QUOTED) < 0 ? BARE : QUOTED;
        }

        private static int number(final Matcher version, final int group) {
            return Integer.parseInt(version.group(group));
        }
    }
}
