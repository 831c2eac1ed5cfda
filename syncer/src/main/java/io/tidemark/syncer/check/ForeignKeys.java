// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a foreign key of the downstream changes rows, which a run refuses since no binlog tells of them. */
record ForeignKeys(Side downstream, List<TablePair> pairs) implements Check {
    private static final String CASCADES = "SELECT CONSTRAINT_NAME, CONSTRAINT_SCHEMA, TABLE_NAME,"
            + " UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS"
            + " WHERE DELETE_RULE IN ('CASCADE', 'SET NULL') OR UPDATE_RULE IN ('CASCADE', 'SET NULL')"
            + " ORDER BY CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME";

    /** What to do about a key that cascades, on either side. */
    static final String REMEDY =
            "make it RESTRICT on both sides, and change the rows of both tables in the application";

    @Override
    public String name() {
        return "foreign keys";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final Set<TableId> parents = pairs.stream().map(TablePair::target).collect(Collectors.toSet());
        for (final Map<String, String> row : downstream.query(CASCADES)) {
            final TableId parent = TableId.of(row.get("UNIQUE_CONSTRAINT_SCHEMA"), row.get("REFERENCED_TABLE_NAME"));
            if (parents.contains(parent)) {
                to.fail(
                        downstream,
                        "foreign key " + Side.quoted(row.get("CONSTRAINT_NAME")) + " of "
                                + TableId.of(row.get("CONSTRAINT_SCHEMA"), row.get("TABLE_NAME")) + " cascades from "
                                + parent + ", and InnoDB logs no cascades",
                        REMEDY);
            }
        }
        if (to.isEmpty()) {
            to.ok(downstream, "none cascades");
        }
    }
}
