// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.syncer.verify.ConnectionSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Writes random transactions, tiny ones and large ones, with DDL between them, until it is told to end. The n-th transaction
 * of a seed is always the same. One thread at a time writes; any thread may end it.
 */
final class TortureWorkload {
    /** How far the downstream may be behind: more would only make the end longer. */
    private static final int MOST_TRANSACTIONS_BEHIND = 200;

    private static final int TRANSACTIONS_PER_DDL = 50;
    private static final long POLL_MS = 5;

    private final ConnectionSource upstream;
    private final Written written;
    private final IntSupplier applied;
    private final long transactionNs;
    private final SplittableRandom random;
    private final Rows rows;
    private final Shapes shapes;
    private volatile boolean ended;
    private final AtomicLong ddls = new AtomicLong();
    private long lastGtidSequence;

    /**
     * Nothing happens yet.
     *
     * @param upstream where to write: the traced tables are there and empty, and nobody else writes.
     * @param written  what is written is told here.
     * @param applied  ordinal of a transaction that the downstream has.
     * @param options  seed and pace.
     */
    TortureWorkload(
            final ConnectionSource upstream,
            final Written written,
            final IntSupplier applied,
            final TortureOptions options) {
        this.upstream = upstream;
        this.written = written;
        this.applied = applied;
        this.transactionNs = TimeUnit.SECONDS.toNanos(1) / options.transactionsPerSecond();
        this.random = new SplittableRandom(options.seed());
        this.rows = new Rows(random.split());
        this.shapes = new Shapes(rows);
    }

    /** Lets {@link #run} end after the transaction it is at. */
    void end() {
        ended = true;
    }

    /** DDL statements executed so far. */
    long ddls() {
        return ddls.get();
    }

    /** Writes so many transactions, as fast as the server can. */
    void run(final int transactions) throws SQLException {
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement()) {
            lastGtidSequence = lastGtidSequence(statement, "gtid_binlog_pos");
            for (int i = 0; i < transactions; i++) {
                writeNext(statement);
            }
        }
    }

    /** Writes until {@link #end}, at the pace that was asked for. */
    void run() throws SQLException, InterruptedException {
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement()) {
            long dueNs = System.nanoTime();
            while (!ended) {
                writeNext(statement);
                // a pause is not made up for
                dueNs = Math.max(dueNs + transactionNs, System.nanoTime() - transactionNs);
                TimeUnit.NANOSECONDS.sleep(dueNs - System.nanoTime());
                while (written.transactions() - applied.getAsInt() > MOST_TRANSACTIONS_BEHIND && !ended) {
                    Thread.sleep(POLL_MS);
                }
            }
            execute(statement, shapes.last());
        }
    }

    private void writeNext(final Statement statement) throws SQLException {
        write(statement);
        if (random.nextInt(TRANSACTIONS_PER_DDL) == 0) {
            execute(statement, shapes.next());
        }
    }

    private void write(final Statement statement) throws SQLException {
        final int ordinal = written.transactions() + 1;
        final UpstreamTransaction tx = new UpstreamTransaction(statement, ordinal);
        statement.execute("BEGIN");
        tx.insert(TracedTable.LEDGER, TracedTable.SCHEMA + ".ledger", ordinal, 1, "", "");
        for (int left = size(); left > 0; left--) {
            rows.changeOne(tx);
        }
        written.add(lastGtidSequence + 1, tx.changes());
        statement.execute("COMMIT");
        lastGtidSequence++;
        if (lastGtidSequence(statement, "last_gtid") != lastGtidSequence) {
            throw new IllegalStateException("somebody else writes into the campaign's upstream");
        }
    }

    private int size() {
        final int kind = random.nextInt(100);
        return kind == 0 ? random.nextInt(100, 400) : kind < 12 ? random.nextInt(5, 40) : random.nextInt(4);
    }

    private void execute(final Statement statement, final List<String> statements) throws SQLException {
        for (final String sql : statements) {
            statement.execute(sql);
            ddls.incrementAndGet();
        }
        lastGtidSequence = lastGtidSequence(statement, "last_gtid");
    }

    /** The last number of a GTID; there is only one domain and one server. */
    private static long lastGtidSequence(final Statement statement, final String variable) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT @@" + variable)) {
            row.next();
            final String gtid = row.getString(1);
            return Long.parseLong(gtid.substring(gtid.lastIndexOf('-') + 1));
        }
    }
}
