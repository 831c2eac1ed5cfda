// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What the downstream tells of a task whose process can't be asked. Texts are null where there is nothing.
 *
 * @param flushed      the flushed point, where the next run begins.
 * @param gtids        its GTIDs.
 * @param flushedAt    when it was written, in UTC.
 * @param safeModeExit up to where the next run may repeat rows.
 * @param tablePoints  how many tables have a point of their own.
 * @param holder       who took the lease last.
 * @param heldSince    when, in UTC.
 * @param working      whether the holder's session still lives.
 */
public record LastKnown(
        String flushed,
        String gtids,
        String flushedAt,
        String safeModeExit,
        long tablePoints,
        String holder,
        String heldSince,
        boolean working) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int NO_TABLE = 1146;
    private static final int NO_SCHEMA = 1049;

    /** The two tables' rows, as far as the tables are there. */
    private static final class Rows {
        private String flushed;
        private String gtids;
        private String flushedAt;
        private String safeModeExit;
        private long tablePoints;
        private String holder;
        private String heldSince;
        private boolean working;
    }

    /**
     * Asks the downstream; changes nothing.
     *
     * @param task whose.
     * @return what it tells.
     * @throws OperatorException if the downstream can't be reached.
     */
    public static LastKnown read(final Task task) {
        return read(task, PATIENCE);
    }

    /** @param patience with a downstream that says nothing. */
    static LastKnown read(final Task task, final Duration patience) {
        final Downstream downstream = new Downstream(task.target(), patience);
        try (Connection connection = downstream.openForRows()) {
            final Rows rows = new Rows();
            readPoints(connection, task, rows);
            readLease(connection, task, rows);
            return new LastKnown(
                    rows.flushed,
                    rows.gtids,
                    rows.flushedAt,
                    rows.safeModeExit,
                    rows.tablePoints,
                    rows.holder,
                    rows.heldSince,
                    rows.working);
        } catch (final SQLException e) {
            throw downstream.explain(e);
        }
    }

    private static void readPoints(final Connection connection, final Task task, final Rows into) throws SQLException {
        final String sql = "SELECT is_global, binlog_name, binlog_pos, binlog_gtid, exit_safe_binlog_name,"
                + " exit_safe_binlog_pos, update_time FROM "
                + TableId.of(task.metaSchema(), task.name() + "_syncer_checkpoint") + " WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, task.source().id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(1)) {
                        into.flushed = row.getString(2) + ':' + row.getLong(3);
                        into.gtids = row.getString(4);
                        into.safeModeExit = isEmpty(row.getString(5)) ? null : row.getString(5) + ':' + row.getLong(6);
                        into.flushedAt = row.getString(7);
                    } else {
                        into.tablePoints++;
                    }
                }
            }
        } catch (final SQLException e) {
            throwUnlessMissing(e);
        }
    }

    private static boolean isEmpty(final String text) {
        return text == null || text.isEmpty();
    }

    private static void readLease(final Connection connection, final Task task, final Rows into) throws SQLException {
        final String sql = "SELECT holder, since, EXISTS (SELECT 1 FROM information_schema.processlist"
                + " WHERE processlist.id = lease.session_id) FROM "
                + TableId.of(task.metaSchema(), task.name() + "_syncer_lease") + " AS lease WHERE lease.id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, task.source().id());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    into.holder = row.getString(1);
                    into.heldSince = row.getString(2);
                    into.working = row.getBoolean(3);
                }
            }
        } catch (final SQLException e) {
            throwUnlessMissing(e);
        }
    }

    private static void throwUnlessMissing(final SQLException e) throws SQLException {
        if (e.getErrorCode() != NO_TABLE && e.getErrorCode() != NO_SCHEMA) {
            throw e;
        }
    }
}
