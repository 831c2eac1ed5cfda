// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.TableStructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What runs that did not end cleanly have computed causality keys from, table by table. A row's worker follows from its keys,
 * so the marks of a run tell of a table's rows only as long as the table's keys are what they were then. DDL of the source
 * does no harm: everything before it is claimed, and what was written down is forgotten with it. Somebody who adds a key
 * downstream does.
 *
 * @see AppliedRows
 */
public final class UsedKeys {
    /** Of each table, what the last run used that had rows of it; that one has compared it with those before. */
    private final Map<TableId, String> byTable;

    private UsedKeys(final Map<TableId, String> byTable) {
        this.byTable = byTable;
    }

    /** Reads what all runs of a source have left. */
    static UsedKeys read(final Connection connection, final KeysTable table, final String sourceId)
            throws SQLException {
        final Map<TableId, String> byTable = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(table.selectAll())) {
            statement.setString(1, sourceId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byTable.put(TableId.of(row.getString(1), row.getString(2)), row.getString(3));
                }
            }
        }
        return new UsedKeys(byTable);
    }

    /**
     * Checks that earlier runs, if they had rows of a table, computed their keys as they would be now.
     *
     * @param structure the table's now.
     * @throws OperatorException if they did not.
     */
    public void requireSame(final TableStructure structure) {
        requireNonNull(structure, "structure");
        final String then = byTable.get(structure.id());
        final String now = structure.keyDefinition();
        if (then != null && !then.equals(now)) {
            throw new OperatorException("the last run did not end cleanly, and " + structure
                    + " has other keys in the downstream now (" + now + ") than it had then (" + then
                    + "): which of its rows are applied can only be told by the keys of that run. Take the change back,"
                    + " start, end the run cleanly, and change it then; or begin with --start at this place, in safe mode,"
                    + " which may repeat rows of tables without a key");
        }
    }
}
