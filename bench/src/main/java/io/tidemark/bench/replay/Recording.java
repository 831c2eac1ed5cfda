// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A workload in the binlog of an embedded upstream that nobody writes to any more: what is between its start and its
 * end can be replayed again and again, by one contender after the other. Immutable but for its server; threads may
 * share it.
 */
final class Recording implements AutoCloseable {
    private final Workload workload;
    private final EmbeddedServer upstream;
    private final Location start;
    private final Location end;
    private final long rows;
    private final long transactions;
    private final TableSums sums;

    private Recording(final Workload workload, final long rows, final EmbeddedServer upstream) throws SQLException {
        this.workload = workload;
        this.upstream = upstream;
        try (Connection connection = upstream.connect()) {
            workload.prepare(connection);
            beginFile(connection);
            this.start = location(upstream);
            final long before = lastGtidSequence(connection);
            this.rows = workload.write(connection, rows);
            this.transactions = lastGtidSequence(connection) - before;
            this.end = location(upstream);
            this.sums = TableSums.of(connection);
        }
    }

    /**
     * Opens an upstream and writes the workload there, which takes seconds.
     *
     * @param workload what to write.
     * @param rows     how many row changes, about; at least 1.
     * @return the recording; the caller closes it, and with it its upstream.
     * @throws OperatorException if the server does not start, or refuses something.
     */
    static Recording of(final Workload workload, final long rows) {
        final EmbeddedServer upstream = EmbeddedServer.open(upstreamOptions());
        try {
            return on(upstream, workload, rows);
        } catch (RuntimeException e) {
            upstream.close();
            throw e;
        }
    }

    /**
     * Writes the workload on a running upstream, which {@link #close} then closes. What an earlier workload wrote there
     * is deleted, so earlier recordings are worth nothing any more.
     */
    static Recording on(final EmbeddedServer upstream, final Workload workload, final long rows) {
        requireNonNull(upstream, "upstream");
        requireNonNull(workload, "workload");
        if (rows < 1) {
            throw new OperatorException("cannot record " + rows + " row changes; at least 1 is needed");
        }
        try {
            return new Recording(workload, rows, upstream);
        } catch (SQLException e) {
            throw new OperatorException("cannot record workload " + workload.key() + ": " + e.getMessage(), e);
        }
    }

    /** A server on which workloads are recorded: memory enough for their tables, and a binlog in one piece. */
    static EmbeddedServerOptions upstreamOptions() {
        return EmbeddedServerOptions.downstream()
                .asUpstream(1)
                .with("--innodb-buffer-pool-size=256M", "--sync-binlog=0", "--max-binlog-size=1G");
    }

    /** What was written. */
    Workload workload() {
        return workload;
    }

    /** Where it was written; only to be read from. */
    EmbeddedServer upstream() {
        return upstream;
    }

    /** Behind what {@link #prepare} makes: the head of a binlog file, with the GTIDs up to there. */
    Location start() {
        return start;
    }

    /** Behind the last transaction. */
    Location end() {
        return end;
    }

    /** How many row changes there are from start to end. */
    long rows() {
        return rows;
    }

    /** How many transactions there are from start to end. */
    long transactions() {
        return transactions;
    }

    /**
     * Makes the tables and rows that the upstream had at the start. Deletes what an earlier replay left.
     *
     * @throws OperatorException if the server refuses something.
     */
    void prepare(final EmbeddedServer downstream) {
        try (Connection connection = downstream.connect()) {
            workload.prepare(connection);
        } catch (SQLException e) {
            throw new OperatorException("cannot prepare workload " + workload.key() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks that a downstream has what the upstream has, neither more nor less: by row counts and checksums of all
     * tables, which reads all rows.
     *
     * @throws OperatorException if it has not, with tables that differ.
     */
    void requireEqual(final EmbeddedServer downstream) {
        final TableSums there;
        try (Connection connection = downstream.connect()) {
            there = TableSums.of(connection);
        } catch (SQLException e) {
            throw new OperatorException("cannot read the replayed tables: " + e.getMessage(), e);
        }
        sums.differenceTo(there).ifPresent(difference -> {
            throw new OperatorException(
                    "workload " + workload.key() + " is not the same on both sides after the replay: " + difference);
        });
    }

    /** Closes the upstream. */
    @Override
    public void close() {
        upstream.close();
    }

    private static Location location(final EmbeddedServer server) {
        try (Upstream upstream = Upstream.connect(server.server())) {
            return upstream.currentLocation();
        }
    }

    private static void beginFile(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("FLUSH BINARY LOGS");
        }
    }

    /** Each transaction has the next number: one domain, one server. */
    private static long lastGtidSequence(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("SELECT SUBSTRING_INDEX(@@GLOBAL.gtid_binlog_pos, '-', -1)")) {
            last.next();
            return last.getLong(1);
        }
    }
}
