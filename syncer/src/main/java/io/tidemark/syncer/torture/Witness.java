// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.syncer.verify.ConnectionSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commits numbered rows on the downstream, one a transaction, that the syncer has nothing to do with, and remembers what the
 * server has confirmed. On each new connection, thus after each kill of the server, all of it must still be there. If not,
 * the server itself forgets commits, and whatever else is missing says nothing about the syncer.
 *
 * <p>One thread runs it; any thread may ask, and end it.
 */
final class Witness {
    /** The server numbers the rows as well, since a counter that falls back is how a loss has shown itself before. */
    static final String DEFINITION =
            "CREATE TABLE torture_watch.witness (n BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, number BIGINT NOT NULL,"
                    + " UNIQUE KEY (number))";

    private static final String COUNT = "SELECT COUNT(*), COALESCE(MAX(number), 0) FROM torture_watch.witness";
    private static final String INSERT = "INSERT INTO torture_watch.witness (number) VALUES (?)";
    private static final int DUPLICATE = 1062;
    private static final long PAUSE_MS = 20;

    private final ConnectionSource downstream;
    private volatile boolean ended;
    private final AtomicLong confirmed = new AtomicLong();
    private volatile long lost;
    private volatile String finding;

    /**
     * Nothing happens yet.
     *
     * @param downstream where its table is, still empty, in which nobody else writes.
     */
    Witness(final ConnectionSource downstream) {
        this.downstream = downstream;
    }

    /** Commits that the server has confirmed. */
    long confirmed() {
        return confirmed.get();
    }

    /** Commits that were confirmed and are gone. */
    long lost() {
        return lost;
    }

    /** What the server has done wrong, once it has. */
    Optional<String> finding() {
        return Optional.ofNullable(finding);
    }

    void end() {
        ended = true;
    }

    /** Commits until {@link #end}, or until the server has lost something. One that does not answer is tried again. */
    void run() throws InterruptedException {
        while (!ended && finding == null) {
            try (Connection connection = downstream.connect()) {
                if (isComplete(connection)) {
                    commit(connection);
                }
            } catch (final SQLException e) {
                if (e.getErrorCode() == DUPLICATE) {
                    finding = "it refuses a new row, after " + confirmed + " commits, as if it were there already: "
                            + e.getMessage();
                }
                Thread.sleep(PAUSE_MS); // killed; it comes back
            }
        }
    }

    /** Looks once more, after {@link #run} has ended. */
    void verify() {
        try (Connection connection = downstream.connect()) {
            isComplete(connection);
        } catch (final SQLException e) {
            finding = finding == null ? "it does not answer: " + e.getMessage() : finding;
        }
    }

    /** A commit that was not confirmed may be there or not; from then on it is one or the other. */
    private boolean isComplete(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            final long there = row.getLong(1);
            final long last = row.getLong(2);
            if (there < confirmed.get() || last != there) {
                lost = Math.max(confirmed.get(), last) - there;
                finding = "of " + confirmed + " commits that it had confirmed, " + lost + " are gone; the last that is"
                        + " there is number " + last;
                return false;
            }
            confirmed.set(there);
            return true;
        }
    }

    private void commit(final Connection connection) throws SQLException, InterruptedException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            while (!ended) {
                insert.setLong(1, confirmed.get() + 1);
                insert.executeUpdate();
                confirmed.incrementAndGet();
                Thread.sleep(PAUSE_MS);
            }
        }
    }
}
