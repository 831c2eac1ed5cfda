// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/** Reads from the checkpoint table how far a task's replication certainly is. It takes no lease, and changes nothing. */
final class FlushedPoint {
    private static final int NO_SUCH_TABLE = 1146;
    private static final int NO_SUCH_SCHEMA = 1049;

    private final String sql;
    private final String sourceId;

    FlushedPoint(final Task task) {
        this.sql = "SELECT binlog_name, binlog_pos, binlog_gtid FROM "
                + TableId.of(task.metaSchema(), task.name() + "_syncer_checkpoint")
                + " WHERE id = ? AND cp_schema = '' AND cp_table = ''";
        this.sourceId = task.source().id();
    }

    /** Empty if the task has no checkpoint. */
    Optional<Location> read(final Connection downstream) throws SQLException {
        try (PreparedStatement statement = downstream.prepareStatement(sql)) {
            statement.setString(1, sourceId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(Location.at(
                                new BinlogPosition(Objects.requireNonNullElse(row.getString(1), ""), row.getLong(2)),
                                GtidSet.parse(Objects.requireNonNullElse(row.getString(3), ""))))
                        : Optional.empty();
            }
        } catch (final SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == NO_SUCH_SCHEMA) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
