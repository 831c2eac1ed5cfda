// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.downstream.DdlConnection;
import io.tidemark.syncer.downstream.DdlConnections;
import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that executes a DDL and keeps the record of it. It holds a lock from before the record is read until its
 * end, and the server ends it only when the statement has ended. So whoever has the lock knows that no DDL of an earlier
 * session, or of an earlier process that was killed, is still at work.
 */
final class DdlSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DdlSession.class);
    private static final int PATIENCE_S = 10;
    /** Locks are named in one space for the whole server, by 64 characters at most. */
    private static final int HASH_LENGTH = 40;

    private final DdlConnection connection;
    private final DdlTable table;
    private final String sourceId;

    private DdlSession(final DdlConnection connection, final DdlTable table, final String sourceId) {
        this.connection = connection;
        this.table = table;
        this.sourceId = sourceId;
    }

    /**
     * Waits for the DDL of whoever has the lock, however long that takes, unless the run is to end; says so in the log.
     *
     * @throws OperatorException if it was given up.
     */
    static DdlSession open(final DdlConnections connections, final DdlTable table, final String sourceId)
            throws SQLException {
        final DdlConnection connection = connections.open();
        try {
            final String hash = DdlRecord.sha256(table + "\0" + sourceId).substring(0, HASH_LENGTH);
            lock(connection.jdbc(), "tidemark-ddl-" + hash);
            return new DdlSession(connection, table, sourceId);
        } catch (final SQLException e) {
            connection.close();
            if (connections.isAbandoned()) {
                throw new OperatorException(
                        "the run was told to end while it waited for a DDL that an earlier session is still executing;"
                                + " the next start goes on waiting for it",
                        e);
            }
            throw e;
        }
    }

    private static void lock(final Connection connection, final String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT GET_LOCK(?, " + PATIENCE_S + "), IS_USED_LOCK(?)")) {
            statement.setString(1, name);
            statement.setString(2, name);
            while (true) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == 1) {
                        return;
                    }
                    LOG.warn(
                            "Waiting for a DDL that an earlier session, number {}, is still executing; KILL it downstream"
                                    + " to take it back",
                            row.getString(2));
                }
            }
        }
    }

    Connection connection() {
        return connection.jdbc();
    }

    Optional<DdlRecord> record() throws SQLException {
        try (PreparedStatement statement = connection.jdbc().prepareStatement(table.select())) {
            statement.setString(1, sourceId);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new DdlRecord(
                        Location.at(
                                new BinlogPosition(row.getString(1), row.getLong(2)), GtidSet.parse(row.getString(3))),
                        row.getString(8),
                        row.getString(4),
                        row.getString(5),
                        Fingerprint.parse(row.getString(6)),
                        row.getBoolean(7)));
            }
        }
    }

    void write(final DdlRecord record) throws SQLException {
        try (PreparedStatement statement = connection.jdbc().prepareStatement(table.replace())) {
            statement.setString(1, sourceId);
            statement.setString(2, record.after().position().file());
            statement.setLong(3, record.after().position().offset());
            statement.setString(4, record.after().gtids().toString());
            statement.setString(5, record.gtid());
            statement.setString(6, record.hash());
            statement.setString(7, record.sql());
            statement.setString(8, record.before().toString());
            statement.executeUpdate();
        }
    }

    void markExecuted() throws SQLException {
        change(table.markExecuted());
    }

    void delete() throws SQLException {
        change(table.delete());
    }

    private void change(final String sql) throws SQLException {
        try (PreparedStatement statement = connection.jdbc().prepareStatement(sql)) {
            statement.setString(1, sourceId);
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
