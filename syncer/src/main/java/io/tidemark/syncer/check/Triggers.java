// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether triggers would change again downstream what they have changed upstream. */
record Triggers(Side downstream, List<TablePair> pairs) implements Check {
    private static final String TRIGGERS = "SELECT TRIGGER_NAME, EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE"
            + " FROM information_schema.TRIGGERS ORDER BY EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME";

    @Override
    public String name() {
        return "triggers";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final Set<TableId> targets = pairs.stream().map(TablePair::target).collect(Collectors.toSet());
        for (final Map<String, String> row : downstream.query(TRIGGERS)) {
            final TableId table = TableId.of(row.get("EVENT_OBJECT_SCHEMA"), row.get("EVENT_OBJECT_TABLE"));
            if (targets.contains(table)) {
                to.warn(
                        table,
                        "has trigger " + Side.quoted(row.get("TRIGGER_NAME")) + " on the " + downstream
                                + ", which fires for replicated rows; what it changes upstream arrives as rows too",
                        "DROP TRIGGER " + TableId.of(table.schema(), row.get("TRIGGER_NAME"))
                                + " downstream, unless it is meant for the replica");
            }
        }
        if (to.isEmpty()) {
            to.ok(downstream, "none that are seen (which takes TRIGGER)");
        }
    }
}
