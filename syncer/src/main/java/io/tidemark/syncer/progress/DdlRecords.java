package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.MysqlError;
import io.tidemark.syncer.downstream.RetriedTransaction;
import io.tidemark.syncer.downstream.RetryPolicy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The record of the DDL that a source is about to execute, in a table of the downstream. Any thread. */
public final class DdlRecords {
    private final DdlTable table;
    private final String metaSchema;
    private final String sourceId;
    private final RetriedTransaction transactions;

    /**
     * Connects to nothing yet.
     *
     * @param downstream where the DDL goes.
     * @param policy     how patiently.
     * @param metaSchema the schema of the table.
     * @param task       the task's name, which begins the table's.
     * @param sourceId   tells the sources of the task apart.
     */
    public DdlRecords(
            final Downstream downstream,
            final RetryPolicy policy,
            final String metaSchema,
            final String task,
            final String sourceId) {
        this.table = new DdlTable(metaSchema, task);
        this.metaSchema = requireNonNull(metaSchema, "metaSchema");
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.transactions = new RetriedTransaction(downstream, policy);
    }

    DdlTable table() {
        return table;
    }

    /**
     * Creates the table if it is absent.
     *
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void prepare() throws InterruptedException {
        transactions.run("create " + table, connection -> {
            OwnTable.create(connection, metaSchema, table.probe(), table.createTable());
            return true;
        });
    }

    /**
     * Where the statement stands that is recorded.
     *
     * @return the boundary behind it, or before its transaction if it stands inside one; empty if there is no record.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public Optional<Location> location() throws InterruptedException {
        return transactions.run("read the record of a DDL from " + table, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.selectLocation())) {
                statement.setString(1, sourceId);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(Location.at(
                                    new BinlogPosition(row.getString(1), row.getLong(2)),
                                    GtidSet.parse(row.getString(3))))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * Removes the record: the checkpoint covers the statement, or an operator begins somewhere else.
     *
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void delete() throws InterruptedException {
        transactions.run("delete the record of a DDL from " + table, connection -> {
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
}
