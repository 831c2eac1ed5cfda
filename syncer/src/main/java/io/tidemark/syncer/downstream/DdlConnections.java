// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the connections on which DDL is executed, one at a time. They have no timeout, since an ALTER may take days; instead
 * each is {@link DdlWatch watched} by another one. A stop may give up the one in use: its statement goes on downstream.
 *
 * <p>One thread opens; any thread may {@link #abandon}.
 */
public final class DdlConnections {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(DdlConnections.class);

    private final Downstream downstream;
    private final Duration lookInterval;

    // guarded by this
    private Connection inUse; // null while there is none
    private boolean abandoned;

    /**
     * Connects to nothing yet.
     *
     * @param downstream where to.
     */
    public DdlConnections(final Downstream downstream) {
        this(downstream, LOOK_INTERVAL);
    }

    /** With another time between two looks of the watch. */
    DdlConnections(final Downstream downstream, final Duration lookInterval) {
        this.downstream = requireNonNull(downstream, "downstream");
        this.lookInterval = requireNonNull(lookInterval, "lookInterval");
    }

    /** @return which server they reach. */
    public Downstream downstream() {
        return downstream;
    }

    /**
     * Connects, and begins to watch.
     *
     * @return the caller closes it.
     * @throws SQLException if there is none to be had, or DDL is {@link #abandon given up}.
     */
    public DdlConnection open() throws SQLException {
        requireWanted();
        final Connection connection = downstream.openForDdl();
        try {
            use(connection);
            return new DdlConnection(this, connection, DdlWatch.begin(downstream, connection, lookInterval));
        } catch (final SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Gives up the statement under way, if any, which goes on downstream, and all later ones: whoever waits for one is
     * thrown an SQL exception.
     *
     * @return whether a connection was in use.
     */
    public synchronized boolean abandon() {
        abandoned = true;
        if (inUse == null) {
            return false;
        }
        abort(inUse);
        return true;
    }

    /** @return whether somebody has given up. */
    public synchronized boolean isAbandoned() {
        return abandoned;
    }

    private synchronized void requireWanted() throws SQLException {
        if (abandoned) {
            throw new SQLException("DDL is given up, because the run is to end");
        }
    }

    private synchronized void use(final Connection connection) throws SQLException {
        requireWanted();
        inUse = connection;
    }

    synchronized void release() {
        inUse = null;
    }

    /** Ends a connection whose thread is inside a statement; the thread is thrown an SQL exception. */
    static void abort(final Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (final SQLException e) {
            LOG.debug("a connection can't be aborted: {}", e.getMessage());
        }
    }
}
