// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the checkpoint of a source without a lease, so beside whoever works on it, and creates nothing. For tools that show
 * it. Immutable; for any thread.
 */
public final class CheckpointReader {
    private final CheckpointTable table;
    private final CheckpointRows rows;
    private final Lease lease;
    private final String sourceId;

    /**
     * Reads nothing yet.
     *
     * @param metaSchema the schema of the checkpoint table.
     * @param task       the task's name.
     * @param sourceId   tells the sources of the task apart.
     */
    public CheckpointReader(final String metaSchema, final String task, final String sourceId) {
        this.table = new CheckpointTable(metaSchema, task);
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.rows = new CheckpointRows(table, sourceId);
        this.lease = new Lease(metaSchema, task, table, sourceId, LeaseConfig.DEFAULT);
    }

    /**
     * Whether the task has a checkpoint table.
     *
     * @param connection to the server that holds it.
     * @return true if there is one.
     * @throws SQLException if the server refuses.
     */
    public boolean isThere(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(table.probe());
            return true;
        } catch (final SQLException e) {
            if (SqlFailure.isNoSuchTable(e) || SqlFailure.isUnknownDatabase(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Reads all of it, as it is at one moment.
     *
     * @param connection to the server that holds it.
     * @return what it holds of the source; {@link StoredCheckpoint#EMPTY} if there is nothing, or no table.
     * @throws SQLException             if the server refuses, or the table is of an older layout, which a run extends.
     * @throws CheckpointStoreException if a row holds no valid point; the message names it.
     */
    public StoredCheckpoint read(final Connection connection) throws SQLException {
        if (!isThere(connection)) {
            return StoredCheckpoint.EMPTY;
        }
        try (PreparedStatement statement = connection.prepareStatement(table.select())) {
            statement.setString(1, sourceId);
            try (ResultSet found = statement.executeQuery()) {
                final List<TablePoint> tables = new ArrayList<>();
                final Optional<GlobalPoint> global = rows.read(found, tables::add);
                return new StoredCheckpoint(global, tables);
            }
        }
    }

    /**
     * Which process works on the source at present.
     *
     * @param connection to the server that holds the checkpoint.
     * @return process, host and session in words; empty if none does.
     * @throws SQLException if the server refuses.
     */
    public Optional<String> worker(final Connection connection) throws SQLException {
        return lease.worker(connection);
    }

    /** @return the checkpoint table's quoted name. */
    @Override
    public String toString() {
        return table.toString();
    }
}
