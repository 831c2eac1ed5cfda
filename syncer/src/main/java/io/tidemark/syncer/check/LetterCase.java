// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether both sides tell names apart by the case of their letters. */
record LetterCase(Side upstream, Side downstream, List<TablePair> pairs) implements Check {
    @Override
    public String name() {
        return "letter case";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final String up = upstream.setting("lower_case_table_names");
        final String down = downstream.setting("lower_case_table_names");
        if (up.equals(down)) {
            to.ok(downstream, "lower_case_table_names is " + down + " on both sides");
            return;
        }
        final String what = "lower_case_table_names is " + down + ", upstream " + up;
        final Map<String, TableId> seen = new HashMap<>();
        for (final TablePair pair : pairs) {
            final TableId other = seen.putIfAbsent(pair.target().toString().toLowerCase(Locale.ROOT), pair.target());
            if (other != null && !other.equals(pair.target())) { // routes may make one of several
                to.fail(
                        downstream,
                        what + ", and " + other + " and " + pair.target() + " would be one table there",
                        "rename one of them upstream");
            }
        }
        if (to.isEmpty()) {
            to.warn(downstream, what, "name tables in lower case on both sides");
        }
    }
}
