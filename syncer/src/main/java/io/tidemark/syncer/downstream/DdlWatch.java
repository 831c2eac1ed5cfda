// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a connection without a timeout is half-open, which nobody who only waits for its answer could. Another
 * connection asks the server now and then what the session does. If the session is gone, or has been idle since the last
 * look, its answer got lost; if the server answers nobody for five minutes, so it counts as well. Then the connection is
 * aborted, which is a lost connection like any other to whoever waits on it. A statement that works is left alone, however
 * long it takes.
 *
 * <p>Where the other connection is made to another server, as through a balancer, or can't see the session, nothing is
 * concluded; TCP's keep-alive has to do then. One daemon thread each.
 */
final class DdlWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DdlWatch.class);
    private static final Duration UNREACHABLE = Duration.ofMinutes(5);
    private static final String WHO = "SELECT CONNECTION_ID(), CONCAT_WS(':', @@hostname, @@port)";
    private static final String STATE =
            "SELECT COMMAND, TIME FROM information_schema.PROCESSLIST WHERE ID = ? AND CONCAT_WS(':', @@hostname, @@port) = ?";

    private final Downstream downstream;
    private final Connection watched;
    private final Duration interval;
    private final long session;
    private final String host;
    private final Thread thread;
    private volatile boolean ended;

    // the thread's
    private boolean seen;
    private Duration unreachable = Duration.ZERO;

    private DdlWatch(
            final Downstream downstream,
            final Connection watched,
            final Duration interval,
            final long session,
            final String host) {
        this.downstream = downstream;
        this.watched = watched;
        this.interval = interval;
        this.session = session;
        this.host = host;
        this.thread = new Thread(this::watch, "tidemark-ddl-watch");
        this.thread.setDaemon(true);
    }

    static DdlWatch begin(final Downstream downstream, final Connection watched, final Duration interval)
            throws SQLException {
        try (Statement statement = watched.createStatement();
                ResultSet row = statement.executeQuery(WHO)) {
            row.next();
            final DdlWatch watch = new DdlWatch(downstream, watched, interval, row.getLong(1), row.getString(2));
            watch.thread.start();
            return watch;
        }
    }

    /** Any thread; does not wait. */
    void end() {
        ended = true;
        thread.interrupt();
    }

    private void watch() {
        try {
            do {
                Thread.sleep(interval.toMillis());
            } while (isAtWork());
            if (ended) {
                return; // what was seen is how the connection was closed
            }
            LOG.warn("The answer of session {} of {} got lost: its connection is given up", session, host);
            DdlConnections.abort(watched);
        } catch (final InterruptedException e) {
            LOG.trace("nothing left to watch"); // the statement has ended
        }
    }

    private boolean isAtWork() {
        try (Connection connection = downstream.openForQuestions();
                PreparedStatement statement = connection.prepareStatement(STATE)) {
            statement.setLong(1, session);
            statement.setString(2, host);
            unreachable = Duration.ZERO;
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return !seen || !isSameServer(connection);
                }
                final boolean idle = seen && row.getString(1).equals("Sleep") && row.getLong(2) >= interval.toSeconds();
                seen = true;
                return !idle;
            }
        } catch (final SQLException e) {
            // whoever answers with an error lives
            unreachable = e.getErrorCode() == 0 ? unreachable.plus(interval) : Duration.ZERO;
            LOG.debug("Can't ask what session {} does: {}", session, MysqlError.describe(e));
            return unreachable.compareTo(UNREACHABLE) < 0;
        }
    }

    private boolean isSameServer(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHO)) {
            return row.next() && host.equals(row.getString(2));
        }
    }
}
