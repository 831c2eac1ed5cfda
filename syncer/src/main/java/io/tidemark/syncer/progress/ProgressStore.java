// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.store.ExtraStatement;
import io.tidemark.syncer.downstream.BatchProgress;
import io.tidemark.syncer.downstream.MysqlError;
import io.tidemark.syncer.downstream.RetriedQuestions;
import io.tidemark.syncer.downstream.RetriedTransaction;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The progress of one source's workers, in a table of the downstream.
 *
 * <p>Order at a start: take the lease on the checkpoint, {@link #fence}, decide, {@link #begin}. Once the lease is taken the
 * global point stands still, and once the fence is up so do the marks: the fence writes every row of the earlier runs, so
 * it waits for their transactions in flight, and those that come later find no token of theirs and roll back. So what is
 * behind the global point and not covered by a mark is not applied, and never will be by anybody else.
 *
 * <p>Any thread.
 */
public final class ProgressStore {
    /**
     * To be raised whenever what a row or a whole transaction is routed by, or the worker of one of them is computed
     * in another way, or transactions of another size are kept whole.
     */
    static final int ROUTING = 2;

    private final ProgressTable table;
    private final KeysTable keys;
    private final String sourceId;
    private final RetriedTransaction transactions;

    /**
     * Connects to nothing yet.
     *
     * @param transactions on the server where the rows go, and the progress with them; shared with others, and closed by whoever made it.
     * @param metaSchema   the schema of the table.
     * @param task         the task's name, which begins the table's.
     * @param sourceId     tells the sources of the task apart.
     */
    public ProgressStore(
            final RetriedTransaction transactions, final String metaSchema, final String task, final String sourceId) {
        this.table = new ProgressTable(requireNonNull(metaSchema, "metaSchema"), task);
        this.keys = new KeysTable(metaSchema, task);
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.transactions = requireNonNull(transactions, "transactions");
    }

    /**
     * What earlier runs have left.
     *
     * @param lastRun  the number of the last of them, 0 if there is none.
     * @param readable whether all of it can be understood; if not, nothing is known to be applied.
     * @param applied  what it says.
     * @param rules    those that they read their rows by, as {@link #begin} was told.
     * @param keys     what they computed causality keys from.
     */
    public record Found(long lastRun, boolean readable, AppliedRows applied, Set<String> rules, UsedKeys keys) {
        /** The set is copied. */
        public Found {
            rules = Set.copyOf(rules);
        }

        /** @return whether it tells of every row behind the global point whether it is applied. */
        public boolean tells() {
            return lastRun > 0 && readable;
        }
    }

    /**
     * Shuts out all earlier runs, and reads how far they came. Creates the table if it is absent.
     *
     * @return what they have left.
     * @throws OperatorException    if that is not possible.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public Found fence() throws InterruptedException {
        return transactions.run("read the progress of earlier runs from " + table, connection -> {
            table.prepare(connection);
            keys.create(connection);
            requireTransactions(connection);
            return revokeAndRead(connection);
        });
    }

    /**
     * Shuts out all earlier runs and forgets them, without creating anything.
     *
     * @return whether there was any.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public boolean discardAll() throws InterruptedException {
        return transactions.run("delete the progress of earlier runs from " + table, connection -> {
            try {
                // of an older version there are no keys
                deleteBefore(connection, keys.deleteBefore(), Long.MAX_VALUE);
            } catch (final SQLException e) {
                if (!MysqlError.isNoSuchTable(e)) {
                    throw e;
                }
            }
            try {
                return deleteBefore(connection, table.deleteBefore(), Long.MAX_VALUE) > 0;
            } catch (final SQLException e) {
                if (MysqlError.isNoSuchTable(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /**
     * Forgets runs. Only where they tell nothing any more: the flushed global point is beyond all of their marks, or it
     * was set anew.
     *
     * @param run the first that stays.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void discardBefore(final long run) throws InterruptedException {
        transactions.run("delete the progress of earlier runs from " + table, connection -> {
            deleteBefore(connection, keys.deleteBefore(), run);
            return deleteBefore(connection, table.deleteBefore(), run);
        });
    }

    /**
     * Begins a run.
     *
     * @param number      above that of every other run that is kept.
     * @param workerCount how many workers it has.
     * @param rules       tells the rules by which rows are chosen and routed from others; at most 64 characters.
     * @return the run; it may write until the next {@link #fence}.
     * @throws OperatorException    if another process has begun since the {@link #fence}.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public Run begin(final long number, final int workerCount, final String rules) throws InterruptedException {
        final Run run = new Run(sourceId, number, UUID.randomUUID().toString(), workerCount);
        transactions.run("begin a run in " + table, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.insert())) {
                for (int worker = 0; worker < workerCount; worker++) {
                    statement.setString(1, sourceId);
                    statement.setLong(2, number);
                    statement.setInt(3, worker);
                    statement.setInt(4, workerCount);
                    statement.setInt(5, ROUTING);
                    statement.setString(6, run.token());
                    statement.setString(7, rules);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            requireOwner(connection, run);
            return true;
        });
        return run;
    }

    /**
     * Writes down what a run computes a table's causality keys from. To be called before it is given rows of the table, and
     * again when a DDL has changed it.
     *
     * @param run       the run.
     * @param structure the table's.
     * @param questions over whose connection; by its thread.
     * @throws OperatorException if that is not possible.
     */
    public void uses(final Run run, final TableStructure structure, final RetriedQuestions questions) {
        questions.ask("the keys of " + structure, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(keys.replace())) {
                statement.setString(1, sourceId);
                statement.setLong(2, run.number());
                statement.setString(3, structure.id().schema());
                statement.setString(4, structure.id().table());
                statement.setString(5, structure.keyDefinition());
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Forgets what all runs have computed causality keys from: everything that was applied by them is claimed.
     *
     * @param questions over whose connection; by its thread.
     * @throws OperatorException if that is not possible.
     */
    public void forgetKeys(final RetriedQuestions questions) {
        questions.ask("the keys of tables that are claimed", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(keys.deleteAll())) {
                statement.setString(1, sourceId);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * What a worker of a run writes with its batches.
     *
     * @param run    the run.
     * @param worker the worker's number, from 0.
     * @return for that worker alone.
     */
    public BatchProgress of(final Run run, final int worker) {
        return new WorkerProgress(table, run, worker);
    }

    /** Forget all runs of the source. */
    List<ExtraStatement> forgetting() {
        return List.of(
                new ExtraStatement(table.deleteAll(), List.of(sourceId)),
                new ExtraStatement(keys.deleteAll(), List.of(sourceId)));
    }

    /** Makes sure, within a transaction, that a run may still write, and that it may until the transaction's end. */
    void requireOwner(final Connection connection, final Run run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.selectBatch())) {
            statement.setString(1, run.sourceId());
            statement.setLong(2, run.number());
            statement.setInt(3, 0);
            statement.setString(4, run.token());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw run.lost(table);
                }
            }
        }
    }

    ProgressTable table() {
        return table;
    }

    private int deleteBefore(final Connection connection, final String sql, final long run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, sourceId);
            statement.setLong(2, run);
            return statement.executeUpdate();
        }
    }

    private void requireTransactions(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ProgressTable.engineWithoutTransactions())) {
            statement.setString(1, table.name.schema());
            statement.setString(2, table.name.table());
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw new OperatorException(table + " is kept by " + rows.getString(1)
                            + ", which has no transactions, so nothing can be applied exactly once: ALTER TABLE "
                            + table
                            + " ENGINE=InnoDB, or set tidemark.delivery to at-least-once in the task file");
                }
            }
        }
    }

    private Found revokeAndRead(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.revokeAll())) {
            statement.setString(1, sourceId);
            statement.executeUpdate();
        }
        final SortedMap<Long, List<Optional<Mark>>> runs = new TreeMap<>();
        final Map<Long, Integer> workerCounts = new HashMap<>();
        final Set<String> rules = new HashSet<>();
        boolean readable = true;
        try (PreparedStatement statement = connection.prepareStatement(table.selectAll())) {
            statement.setString(1, sourceId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    final List<Optional<Mark>> marks =
                            runs.computeIfAbsent(row.getLong(1), number -> new ArrayList<>());
                    readable &= row.getInt(2) == marks.size() && row.getInt(4) == ROUTING;
                    marks.add(row.getLong(5) == 0 ? Optional.empty() : Optional.of(mark(row)));
                    rules.add(row.getString(11));
                    workerCounts.put(row.getLong(1), row.getInt(3));
                }
            }
        }
        for (final Map.Entry<Long, List<Optional<Mark>>> run : runs.entrySet()) {
            // a run without a row of each of its workers is none that Tidemark has written
            readable &= run.getValue().size() == workerCounts.get(run.getKey());
        }
        final List<EarlierRun> earlier =
                runs.values().stream().map(EarlierRun::new).toList();
        return new Found(
                runs.isEmpty() ? 0 : runs.lastKey(),
                readable,
                readable ? new AppliedRows(earlier) : AppliedRows.none(),
                rules,
                UsedKeys.read(connection, keys, sourceId));
    }

    private static Mark mark(final ResultSet row) throws SQLException {
        final String before = row.getString(10);
        return new Mark(
                new UpstreamTransaction(
                        row.getString(6),
                        new BinlogPosition(row.getString(7), row.getLong(8)),
                        GtidSet.parse(before == null ? "" : before)),
                row.getLong(9));
    }
}
