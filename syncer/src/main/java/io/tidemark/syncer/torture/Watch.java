// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.syncer.verify.ConnectionSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at the downstream all the time, over a connection of its own: what the flushed global point claims, and then, in a
 * later snapshot, whether every change it claims is there. Each claim is checked once, and all of them again after a crash of
 * the downstream. It also sees when rows begin to move again after a restart.
 *
 * <p>One thread runs it; any thread may ask, {@link #restarted} and end it.
 */
final class Watch {
    private static final long POLL_MS = 8;
    private static final long CLAIM_LIMIT_NS = 60_000_000_000L;

    private final ConnectionSource downstream;
    private final Written written;
    private final Recoveries recoveries;
    private final List<String> violations = new ArrayList<>();
    private final List<String> serverLosses = new ArrayList<>();
    private volatile boolean ended;
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong claims = new AtomicLong();
    private volatile int applied;
    private volatile int claimed;
    /** Of the running thread: the last claim that was found true, the global point's GTID, and the history's end. */
    private int verified;

    /** The last claim that was found true before the connection was lost. */
    private int verifiedBefore;

    private long lastPoint;
    private long lastLine;

    private long restartNs;
    private long graceNs;
    private boolean recovering;

    Watch(final ConnectionSource downstream, final Written written, final Recoveries recoveries) {
        this.downstream = downstream;
        this.written = written;
        this.recoveries = recoveries;
    }

    /**
     * The syncer, or the downstream, was started just now.
     *
     * @param nowNs   {@link System#nanoTime()} when that began.
     * @param graceMs for how long rows may still come from sessions of before.
     */
    synchronized void restarted(final long nowNs, final long graceMs) {
        restartNs = nowNs;
        graceNs = graceMs * 1_000_000;
        recovering = true;
    }

    /** Whether rows move again since the last {@link #restarted}. */
    synchronized boolean recovered() {
        return !recovering;
    }

    Recoveries recoveries() {
        return recoveries;
    }

    /** Ordinal of the newest transaction of which the downstream has a row. */
    int applied() {
        return applied;
    }

    /** Ordinal of the newest transaction that the flushed global point claims. */
    int claimed() {
        return claimed;
    }

    /** How many times the point was read. */
    long looks() {
        return looks.get();
    }

    /** How many claims were compared with the rows. */
    long claims() {
        return claims.get();
    }

    /** What was found wrong with claims. */
    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Changes that were there, together with the point that claims them, and are gone although the point is not. Nobody but
     * the server can have lost them.
     */
    synchronized List<String> serverLosses() {
        return List.copyOf(serverLosses);
    }

    /** Waits until the point claims a transaction, but not for ever: the comparison will tell what is missing. */
    void awaitClaim(final int ordinal) throws InterruptedException {
        final long limitNs = System.nanoTime() + CLAIM_LIMIT_NS;
        while (claimed < ordinal && System.nanoTime() < limitNs) {
            Thread.sleep(POLL_MS);
        }
    }

    void end() {
        ended = true;
    }

    /** Looks until {@link #end}. A downstream that does not answer is tried again. */
    void run() throws InterruptedException {
        while (!ended) {
            try (Connection connection = downstream.connect();
                    Statement statement = connection.createStatement()) {
                verifiedBefore = Math.max(verifiedBefore, verified);
                verified = 0; // what was durable must be so after a crash, too
                while (!ended) {
                    look(statement);
                    Thread.sleep(POLL_MS);
                }
            } catch (final SQLException e) {
                Thread.sleep(POLL_MS); // killed; it comes back
            }
        }
    }

    private void look(final Statement statement) throws SQLException {
        final long point = point(statement);
        if (point < lastPoint) {
            violation("the flushed global point went back from GTID sequence " + lastPoint + " to " + point);
        }
        lastPoint = point;
        looks.incrementAndGet();
        final int claim = written.ordinalAt(point);
        if (verified < verifiedBefore && claim > verified) {
            check(statement, Math.min(claim, verifiedBefore));
        }
        if (claim > verified) {
            check(statement, claim);
        }
        claimed = claim;
        follow(number(statement, "SELECT MAX(n) FROM " + History.TABLE));
        applied = (int) number(statement, "SELECT MAX(tx) FROM " + History.TABLE);
    }

    private void check(final Statement statement, final int claim) throws SQLException {
        final long there = number(
                statement, "SELECT COUNT(*) FROM " + History.TABLE + " WHERE tx > " + verified + " AND tx <= " + claim);
        final long wanted = written.rowsUpTo(claim) - written.rowsUpTo(verified);
        claims.incrementAndGet();
        if (there < wanted) {
            final String missing = "the flushed global point claims transactions " + (verified + 1) + " to " + claim
                    + ", " + wanted + " row changes, of which only " + there + " are there";
            if (claim <= verifiedBefore) {
                serverLoss(missing + "; before the server was killed all were");
            } else {
                violation(missing);
            }
        }
        verified = claim;
    }

    private synchronized void follow(final long line) {
        final long sinceNs = System.nanoTime() - restartNs;
        if (recovering && sinceNs > graceNs && line > lastLine) {
            recoveries.add(sinceNs);
            recovering = false;
        }
        lastLine = line;
    }

    private synchronized void serverLoss(final String what) {
        serverLosses.add(what);
    }

    private synchronized void violation(final String what) {
        violations.add(what);
    }

    /** The sequence number of the flushed global point's GTID; 0 as long as there is none. */
    private static long point(final Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT binlog_gtid FROM dm_meta." + TortureTask.NAME + "_syncer_checkpoint WHERE is_global")) {
            final String gtid = row.next() ? row.getString(1) : null;
            return gtid == null || gtid.isEmpty() ? 0 : Long.parseLong(gtid.substring(gtid.lastIndexOf('-') + 1));
        }
    }

    private static long number(final Statement statement, final String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
