// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a foreign key of the upstream changes rows without a word in the binlog. The information schema shows foreign keys to
 * those only who may change the table, so this asks for each table's text, which SELECT is enough for.
 */
record UpstreamForeignKeys(Side upstream, List<TablePair> pairs) implements Check {
    /** A line of SHOW CREATE TABLE. */
    private static final Pattern CASCADES =
            Pattern.compile("CONSTRAINT (`(?:[^`]|``)*`) FOREIGN KEY \\([^\\n]*\\) REFERENCES ([^\\n]*?) \\([^\\n]*\\)"
                    + "[^\\n]* ON (?:DELETE|UPDATE) (?:CASCADE|SET NULL)");

    @Override
    public String name() {
        return "foreign keys";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        for (final TablePair pair : pairs) {
            final List<Map<String, String>> text = upstream.query("SHOW CREATE TABLE " + pair.source().id);
            final Matcher key =
                    CASCADES.matcher(text.isEmpty() ? "" : text.get(0).getOrDefault("Create Table", ""));
            while (key.find()) {
                to.fail(
                        upstream,
                        "foreign key " + key.group(1) + " of " + pair.source().id + " cascades from " + key.group(2)
                                + ", and InnoDB logs no cascades",
                        ForeignKeys.REMEDY);
            }
        }
        if (to.isEmpty()) {
            to.ok(upstream, "none cascades");
        }
    }
}
