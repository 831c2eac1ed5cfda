// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Settings of time and language; rows carry their values whatever these are, but DDL is text. */
record SqlModes(Side upstream, Side downstream) implements Check {
    /** Under these the same text means something else. */
    private static final List<String> OTHER_LANGUAGE =
            List.of("ANSI_QUOTES", "PIPES_AS_CONCAT", "NO_BACKSLASH_ESCAPES", "ORACLE", "MSSQL");

    @Override
    public String name() {
        return "session";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final String modes = upstream.setting("sql_mode");
        final List<String> other = Stream.of(modes.toUpperCase(Locale.ROOT).split(","))
                .filter(OTHER_LANGUAGE::contains)
                .toList();
        if (!other.isEmpty()) {
            to.warn(
                    upstream,
                    "sql_mode holds " + String.join(", ", other)
                            + ", in which the text of a DDL may mean something else",
                    "write DDL that means the same without, or take them out of sql_mode");
        }
        to.ok(
                downstream,
                "time_zone is " + downstream.setting("time_zone") + ", upstream " + upstream.setting("time_zone")
                        + "; rows are carried in UTC");
    }
}
