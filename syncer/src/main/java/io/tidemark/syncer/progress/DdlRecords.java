// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.ExtraStatement;
import io.tidemark.syncer.downstream.Ddl;
import io.tidemark.syncer.downstream.MysqlError;
import io.tidemark.syncer.downstream.RetriedTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The record of the DDL that a source is about to execute, in a table of the downstream. Any thread. */
public final class DdlRecords {
    private final DdlTable table;
    private final String sourceId;
    private final RetriedTransaction transactions;

    /**
     * Connects to nothing yet.
     *
     * @param transactions on the server where the DDL goes; shared with others, and closed by whoever made it.
     * @param metaSchema   the schema of the table.
     * @param task         the task's name, which begins the table's.
     * @param sourceId     tells the sources of the task apart.
     */
    public DdlRecords(
            final RetriedTransaction transactions, final String metaSchema, final String task, final String sourceId) {
        this.table = new DdlTable(requireNonNull(metaSchema, "metaSchema"), task);
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.transactions = requireNonNull(transactions, "transactions");
    }

    DdlTable table() {
        return table;
    }

    /**
     * Where the statement stands that is recorded.
     *
     * @param after the boundary behind it, or before its transaction if it stands inside one.
     * @param gtid  of its transaction, empty if that is not known.
     * @param sql   its text, for people.
     */
    public record Recorded(Location after, String gtid, String sql) {
        /** All are required. */
        public Recorded {
            requireNonNull(after, "after");
            requireNonNull(gtid, "gtid");
            requireNonNull(sql, "sql");
        }
    }

    /**
     * Creates the table if it is absent, adds what one of an older layout lacks, and reads it.
     *
     * @return which statement is recorded; empty if there is no record.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public Optional<Recorded> prepare() throws InterruptedException {
        return transactions.run("read the record of a DDL from " + table, connection -> {
            try {
                return read(connection);
            } catch (final SQLException e) {
                if (!MysqlError.isNoSuchTable(e)) {
                    throw e;
                }
                table.create(connection);
                return Optional.<Recorded>empty();
            }
        });
    }

    /**
     * Which statement is recorded. Creates nothing.
     *
     * @return empty if there is no record.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public Optional<Recorded> find() throws InterruptedException {
        return transactions.run("read the record of a DDL from " + table, connection -> {
            try {
                return read(connection);
            } catch (final SQLException e) {
                if (MysqlError.isNoSuchTable(e)) {
                    return Optional.<Recorded>empty();
                }
                throw e;
            }
        });
    }

    private Optional<Recorded> read(final Connection connection) throws SQLException {
        try {
            return select(connection);
        } catch (final SQLException e) {
            if (!MysqlError.isNoSuchColumn(e)) {
                throw e;
            }
            table.upgrade(connection);
            return select(connection);
        }
    }

    private Optional<Recorded> select(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.selectPlace())) {
            statement.setString(1, sourceId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Recorded(
                                Location.at(
                                        new BinlogPosition(row.getString(1), row.getLong(2)),
                                        GtidSet.parse(row.getString(3))),
                                row.getString(4),
                                row.getString(5)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Removes a record that tells nothing any more, because the start is behind its statement; and no other.
     *
     * @param passed what {@link #find} found.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void forget(final Recorded passed) throws InterruptedException {
        transactions.run("delete the record of a DDL from " + table, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.deleteAt())) {
                statement.setString(1, sourceId);
                statement.setString(2, passed.after().position().file());
                statement.setLong(3, passed.after().position().offset());
                return statement.executeUpdate();
            }
        });
    }

    /** The same, to be done in a transaction that a lease protects. */
    ExtraStatement forgetting(final Recorded passed) {
        final BinlogPosition at = passed.after().position();
        return new ExtraStatement(table.deleteAt(), List.of(sourceId, at.file(), at.offset()));
    }

    /**
     * The condition without which no point behind an executed statement may be claimed: the downstream still says that it
     * is executed. It said so after the statement, so it has lost the statement too if it does not.
     */
    ExtraStatement proof(final Ddl executed) {
        return new ExtraStatement(
                table.selectIfExecuted(),
                List.of(sourceId, DdlRecord.hash(executed)),
                Optional.of(
                        "the downstream has lost a DDL of source '" + sourceId + "' that it had executed, as " + table
                                + " shows, maybe by a switch to a replica that was behind (" + executed.shown()
                                + "): the checkpoint was not moved; start again"));
    }

    /**
     * Removes the record, because the checkpoint covers its statement. A process that has been replaced removes nothing:
     * the record would be its successor's.
     *
     * @param progress tells whether the run may still write, in the same transaction.
     * @param run      the run.
     * @throws io.tidemark.syncer.failure.OperatorException if it may not.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void delete(final ProgressStore progress, final Run run) throws InterruptedException {
        transactions.run("delete the record of a DDL from " + table, connection -> {
            progress.requireOwner(connection, run);
            try (PreparedStatement statement = connection.prepareStatement(table.delete())) {
                statement.setString(1, sourceId);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * What an operator does who does not want to go on with the delivery that has left the record.
     *
     * @param recorded the record.
     * @return for messages.
     */
    public String remedy(final Recorded recorded) {
        return "a DDL was about to be executed, or is, and not yet claimed (" + recorded.sql() + "): run with"
                + " tidemark.delivery exactly-once until it is passed; or " + table.remedy(sourceId);
    }
}
