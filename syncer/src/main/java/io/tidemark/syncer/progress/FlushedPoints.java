// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.ExtraStatement;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.syncer.downstream.MysqlError;
import io.tidemark.syncer.downstream.RetriedTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What Tidemark has flushed last of a source, in a table of its own, written in the transaction of the flush. Where the
 * checkpoint table holds something else, somebody else has written there since. Any thread.
 */
public final class FlushedPoints {
    private final FlushedTable table;
    private final String sourceId;
    private final RetriedTransaction transactions;

    /**
     * Connects to nothing yet.
     *
     * @param transactions on the server where the checkpoint is; shared with others, and closed by whoever made it.
     * @param metaSchema   the schema of the table.
     * @param task         the task's name, which begins the table's.
     * @param sourceId     tells the sources of the task apart.
     */
    public FlushedPoints(
            final RetriedTransaction transactions, final String metaSchema, final String task, final String sourceId) {
        this.table = new FlushedTable(requireNonNull(metaSchema, "metaSchema"), task);
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.transactions = requireNonNull(transactions, "transactions");
    }

    /**
     * Creates the table if it is absent, and reads it.
     *
     * @return what was flushed last; empty if nothing was yet.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public Optional<GlobalPoint> prepare() throws InterruptedException {
        return transactions.run("read from " + table + " what was flushed last", connection -> {
            try {
                return read(connection, table, sourceId);
            } catch (final SQLException e) {
                if (!MysqlError.isNoSuchTable(e)) {
                    throw e;
                }
                table.create(connection);
                return Optional.<GlobalPoint>empty();
            }
        });
    }

    static Optional<GlobalPoint> read(final Connection connection, final FlushedTable table, final String sourceId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.select())) {
            statement.setString(1, sourceId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new GlobalPoint(location(row, 1), exit(row)))
                        : Optional.<GlobalPoint>empty();
            }
        }
    }

    /**
     * Forgets it: from now on others write the checkpoint. Creates nothing.
     *
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void forget() throws InterruptedException {
        transactions.run("delete from " + table + " what was flushed last", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.delete())) {
                statement.setString(1, sourceId);
                return statement.executeUpdate();
            } catch (final SQLException e) {
                if (MysqlError.isNoSuchTable(e)) {
                    return 0;
                }
                throw e;
            }
        });
    }

    /** Says what is flushed, in the transaction that does it. */
    ExtraStatement record(final GlobalPoint flushed) {
        final Location at = flushed.location();
        final Location exit = flushed.safeModeExit().orElse(Location.ZERO);
        return new ExtraStatement(
                table.replace(),
                List.of(
                        sourceId,
                        at.position().file(),
                        at.position().offset(),
                        at.gtids().toString(),
                        exit.position().file(),
                        exit.position().offset(),
                        exit.gtids().toString()));
    }

    private static Location location(final ResultSet row, final int column) throws SQLException {
        return Location.at(
                new BinlogPosition(row.getString(column), row.getLong(column + 1)),
                GtidSet.parse(row.getString(column + 2)));
    }

    /** As the checkpoint's store reads it: with neither a file nor GTIDs there is none. */
    private static Optional<Location> exit(final ResultSet row) throws SQLException {
        return Optional.of(location(row, 4))
                .filter(exit ->
                        !exit.position().file().isEmpty() || !exit.gtids().isEmpty());
    }
}
