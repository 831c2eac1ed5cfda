// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Keeps the checkpoint in a table of the downstream: MySQL, MariaDB or TiDB. The table is laid out as DM's, so that a
 * task can move between DM and Tidemark, table structures included.
 *
 * <p>A large change is written in several transactions, the global row last in the last one. Failures that may pass
 * (lost connection, deadlock, lock timeout, read-only server) are retried a few times with growing pauses inside
 * {@link #write}, which may take some seconds plus what the data source and the server take to answer.
 *
 * <p>Only one process can work on a source: {@link #init} takes a lease on it, which the table
 * {@code <task>_syncer_lease} shows, and is refused while another process has it. Every write proves in its own
 * transactions that the lease is still this store's. A holder that dies lets go at once; one whose machine or network is
 * gone, after {@link LeaseConfig#expiry}. A lost connection alone does not end the lease, as long as nobody else comes.
 *
 * <p>From {@link #init} to {@link #close} the store keeps one connection of the data source, and a daemon thread that
 * keeps it alive. The data source remains the caller's: {@link #close} does not touch it.
 */
public final class JdbcCheckpointStore implements CheckpointStore {
    /** The schema that DM uses, and Tidemark where the task names none. */
    public static final String DEFAULT_META_SCHEMA = "dm_meta";

    /** Length of the column {@code id}. */
    private static final int MAX_SOURCE_ID_LENGTH = 32;

    /**
     * Ten statements share one commit, so that its disk write weighs little; and the locks and the undo of a
     * transaction stay small beside the writes of other sources into the same table, as a retry stays cheap.
     */
    private static final int ROWS_PER_TRANSACTION = 1_000;

    /** Connector/J streams rows only when told so by this; other drivers refuse it. */
    private static final int MYSQL_STREAMING = Integer.MIN_VALUE;

    private static final int FETCH_SIZE = 1_000;

    private final LeasedSession session;
    private final LeaseConfig lease;
    private final CheckpointTable table;
    private final CheckpointRows rows;
    private final ChangeWriter writer;
    private final String sourceId;
    private final Retry retry;
    private LeaseKeeper keeper; // null unless started

    /**
     * A store for one source of one task. Nothing is read or written before {@link #init}.
     *
     * @param dataSource gives connections to the downstream; remains the caller's.
     * @param metaSchema the schema of the checkpoint table, see {@link #DEFAULT_META_SCHEMA}.
     * @param task       the task's name, at most 46 characters; it begins the name of the checkpoint table.
     * @param sourceId   tells the sources of the task apart, at most 32 characters.
     * @throws IllegalArgumentException if a name is empty or too long.
     */
    public JdbcCheckpointStore(
            final DataSource dataSource, final String metaSchema, final String task, final String sourceId) {
        this(dataSource, metaSchema, task, sourceId, LeaseConfig.DEFAULT);
    }

    /**
     * A store with times of its own for the lease; everything else as in the other constructor.
     *
     * @param dataSource gives connections to the downstream; remains the caller's.
     * @param metaSchema the schema of the checkpoint table.
     * @param task       the task's name.
     * @param sourceId   tells the sources of the task apart.
     * @param lease      how long a silent holder is waited for.
     * @throws IllegalArgumentException if a name is empty or too long.
     */
    public JdbcCheckpointStore(
            final DataSource dataSource,
            final String metaSchema,
            final String task,
            final String sourceId,
            final LeaseConfig lease) {
        this(dataSource, metaSchema, task, sourceId, lease, Retry.STANDARD);
    }

    JdbcCheckpointStore(
            final DataSource dataSource,
            final String metaSchema,
            final String task,
            final String sourceId,
            final LeaseConfig lease,
            final Retry retry) {
        requireNonNull(dataSource, "dataSource");
        this.table = new CheckpointTable(metaSchema, task);
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.rows = new CheckpointRows(table, sourceId);
        this.writer = new ChangeWriter(table, rows, sourceId);
        this.lease = requireNonNull(lease, "lease");
        this.session = new LeasedSession(dataSource, new Lease(metaSchema, task, table, sourceId, lease));
        this.retry = requireNonNull(retry, "retry");
        final int length = sourceId.codePointCount(0, sourceId.length());
        if (!sourceId.equals(sourceId.strip()) || length == 0 || length > MAX_SOURCE_ID_LENGTH) {
            throw new IllegalArgumentException("The source id '" + sourceId + "' needs 1 to " + MAX_SOURCE_ID_LENGTH
                    + " characters without spaces around them, not " + length);
        }
    }

    /**
     * Takes the lease; creates schema and tables if they are absent, and adds what a table of an older layout lacks. If
     * the tables are there with all their columns, nothing is altered, and no privilege to create or alter is needed.
     *
     * @throws LeaseHeldException       if another process works on this source.
     * @throws CheckpointStoreException if the downstream can't be reached or refuses, or if the table has columns that
     *                                  can't be used; the message then names the column. The lease is not kept then.
     */
    @Override
    public void init() {
        try {
            session.open(this::createOrUpgrade);
        } catch (final SQLException e) {
            throw failure("find or create the checkpoint table " + table + " and the table of its leases", e);
        }
        if (keeper == null) {
            keeper = new LeaseKeeper(session, lease, "tidemark-lease-" + sourceId);
        }
    }

    private Void createOrUpgrade(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            final LayoutUpgrade upgrade = new LayoutUpgrade(table, statement);
            try {
                upgrade.run();
            } catch (final SQLException e) {
                if (!SqlFailure.isNoSuchTable(e) && !SqlFailure.isUnknownDatabase(e)) {
                    throw e;
                }
                MissingTable.create(connection, table.probe(), table.createTable(), table.createSchema());
                upgrade.run();
            }
        }
        return null;
    }

    /**
     * Reads all rows of this source, one after the other from the network; rows with the same GTID text share one set. A
     * consumer that is slower than a minute a row, or as the server's {@code net_write_timeout} says, loses the
     * connection.
     *
     * @throws CheckpointStoreException if the downstream can't be reached or refuses, or if a row holds no valid point;
     *                                  the message then names the row's schema and table.
     * @throws LeaseLostException       if another process has taken over.
     */
    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> tables) {
        requireNonNull(tables, "tables");
        try {
            return session.run(connection -> select(connection, tables));
        } catch (final SQLException e) {
            throw failure("read the checkpoint of source '" + sourceId + "' from " + table, e);
        }
    }

    private Optional<GlobalPoint> select(final Connection connection, final Consumer<? super TablePoint> tables)
            throws SQLException {
        final boolean mysql = connection.getMetaData().getDriverName().startsWith("MySQL");
        try (PreparedStatement statement =
                connection.prepareStatement(table.select(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(mysql ? MYSQL_STREAMING : FETCH_SIZE);
            statement.setString(1, sourceId);
            try (ResultSet found = statement.executeQuery()) {
                return rows.read(found, tables);
            }
        }
    }

    /**
     * Writes the change and returns when it is committed. Retries what may pass.
     *
     * @throws LeaseLostException       if another process has taken over; what it has written stays.
     * @throws CheckpointStoreException if the change is not durable, or nobody can say whether it is; the message says
     *                                  how often it was tried.
     */
    @Override
    public void write(final CheckpointChange change) {
        delete(change.gone());
        final List<TablePoint> points = change.tables();
        for (int from = 0; from < points.size() - ROWS_PER_TRANSACTION; from += ROWS_PER_TRANSACTION) {
            final List<TablePoint> some = points.subList(from, from + ROWS_PER_TRANSACTION);
            writeOnce(
                    "write points " + (from + 1) + " to " + (from + some.size()) + " of " + points.size(),
                    connection -> {
                        writer.tables(connection, some);
                        writer.conditions(connection, change);
                    });
        }
        final int written = Math.max(0, points.size() - 1) / ROWS_PER_TRANSACTION * ROWS_PER_TRANSACTION;
        final List<TablePoint> last = points.subList(written, points.size());
        if (last.isEmpty() && change.extra().isEmpty() && change.global().isEmpty()) {
            return;
        }
        writeOnce("write the last " + last.size() + " points and the global row", connection -> {
            writer.tables(connection, last);
            writer.end(connection, change);
        });
    }

    private interface Writing {
        void on(Connection connection) throws SQLException;
    }

    /**
     * One transaction. Writing again is safe even if a lost attempt is still to commit: by then it holds the rows' locks,
     * so its values go in before those of the new attempt.
     */
    private void writeOnce(final String what, final Writing writing) {
        retry.run(
                what + " of the checkpoint of source '" + sourceId + "' in " + table,
                () -> session.run(connection -> {
                    writing.on(connection);
                    return null;
                }));
    }

    /** Goes first: what is deleted for nothing, because the rest fails, is of a table that is no more. */
    private void delete(final List<TableId> gone) {
        for (int from = 0; from < gone.size(); from += ROWS_PER_TRANSACTION) {
            final List<TableId> some = gone.subList(from, Math.min(gone.size(), from + ROWS_PER_TRANSACTION));
            writeOnce("delete " + some.size() + " points", connection -> writer.delete(connection, some));
        }
    }

    /**
     * Deletes all rows of this source. Retries what may pass.
     *
     * @throws CheckpointStoreException if they are not deleted, or nobody can say whether they are.
     */
    @Override
    public void clear() {
        writeOnce("delete all rows", writer::deleteAll);
    }

    /**
     * Puts another checkpoint in the place of the one that is there, in one transaction however large it is. For tools:
     * nothing may be working with the old one in this process either.
     *
     * @param checkpoint all that is there afterwards; {@link StoredCheckpoint#EMPTY} for nothing.
     * @param extra      executed in the same transaction.
     * @throws LeaseLostException       if another process has taken over.
     * @throws CheckpointStoreException if it is not durable, or nobody can say whether it is.
     */
    public void replace(final StoredCheckpoint checkpoint, final List<ExtraStatement> extra) {
        final CheckpointChange end = new CheckpointChange(List.of(), List.of(), extra, checkpoint.global());
        writeOnce("replace all rows", connection -> {
            writer.deleteAll(connection);
            writer.tables(connection, checkpoint.tables());
            writer.end(connection, end);
        });
    }

    /** Releases the lease and gives the connection back as it came. */
    @Override
    public void close() {
        if (keeper != null) {
            keeper.close();
        }
        session.close();
    }

    private static CheckpointStoreException failure(final String what, final SQLException e) {
        final String remedy =
                SqlFailure.isDenied(e) ? ". The user needs CREATE, ALTER, SELECT, INSERT, UPDATE and DELETE there" : "";
        return new CheckpointStoreException("Could not " + what + ": " + SqlFailure.reason(e) + remedy, e);
    }
}
