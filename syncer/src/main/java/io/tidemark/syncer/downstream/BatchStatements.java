package io.tidemark.syncer.downstream;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends a batch as statements, in order. Successive changes that become the same statement go as one JDBC batch, which
 * the driver sends as one statement of many rows, or as many statements at once.
 *
 * <p>For one worker.
 */
final class BatchStatements {
    /** Structures come and go with DDL; old ones are not worth more memory than this. */
    private static final int CACHED_TABLES = 1000;

    private final Map<TableStructure, TableStatements> tables = new HashMap<>();

    private Connection connection;
    private Batch<RowChange> batch;
    private int runLimit;
    private StatementForm form;
    private TableStatements table;
    private TableStructure structure;
    private PreparedStatement statement;
    private int[] run = new int[64];
    private int runSize;

    /**
     * Sends a batch; nothing is committed.
     *
     * @param safe     whether all changes are applied in safe mode.
     * @param oneByOne whether each change is sent alone, so that a failure names the change.
     */
    void send(final Connection to, final Batch<RowChange> changes, final boolean safe, final boolean oneByOne)
            throws SQLException {
        connection = to;
        batch = changes;
        runLimit = oneByOne ? 1 : Integer.MAX_VALUE;
        runSize = 0;
        statement = null;
        structure = null;
        form = null;
        try {
            for (int i = 0; i < changes.size(); i++) {
                final RowChange change = changes.payload(i);
                send(i, change, safe || change.safeMode());
            }
            flush();
        } finally {
            if (statement != null) {
                statement.close();
            }
            connection = null;
            batch = null;
        }
    }

    /** The place in the batch of the first change of the statement that was sent last. */
    int lastSent() {
        return runSize == 0 ? 0 : run[0];
    }

    private void send(final int index, final RowChange change, final boolean safe) throws SQLException {
        switch (change.kind()) {
            case INSERT -> add(index, change, safe ? StatementForm.REPLACE : StatementForm.INSERT);
            case UPDATE -> {
                if (safe) {
                    if (CausalityKeys.keyChanged(change)) {
                        add(index, change, StatementForm.DELETE_IF_PRESENT);
                    }
                    add(index, change, StatementForm.REPLACE);
                } else {
                    add(index, change, StatementForm.UPDATE);
                }
            }
            case DELETE -> add(index, change, safe ? StatementForm.DELETE_IF_PRESENT : StatementForm.DELETE);
        }
    }

    private void add(final int index, final RowChange change, final StatementForm wanted) throws SQLException {
        if (form != wanted || structure != change.structure()) {
            flush();
            if (statement != null) {
                statement.close();
            }
            form = wanted;
            structure = change.structure();
            table = statementsOf(structure);
            statement = connection.prepareStatement(table.sql(form));
        } else if (runSize == runLimit) {
            flush();
        }
        if (runSize == run.length) {
            run = java.util.Arrays.copyOf(run, runSize * 2);
        }
        run[runSize++] = index;
        try {
            table.bind(statement, form, change);
        } catch (final OperatorException e) {
            throw new OperatorException(
                    e.getMessage() + "; the row is at " + batch.location(index).position(), e);
        }
        statement.addBatch();
    }

    private void flush() throws SQLException {
        if (runSize == 0) {
            return;
        }
        final int[] found = statement.executeBatch();
        if (form.needsRow()) {
            for (int i = 0; i < runSize; i++) {
                // "no information" is not good enough here
                if (found[i] <= 0) {
                    throw missing(run[i], found[i]);
                }
            }
        }
        runSize = 0;
    }

    private OperatorException missing(final int index, final int found) {
        final String what =
                found == Statement.SUCCESS_NO_INFO ? " did not say whether it found the row " : " found no row ";
        return new OperatorException(form + " of " + structure + what + "with "
                + table.searchedValues(batch.payload(index)) + ", at "
                + batch.location(index).position()
                + ": the downstream has come apart from the upstream; make the row what it was upstream before this"
                + " change, or run with safe mode on");
    }

    private TableStatements statementsOf(final TableStructure of) {
        if (tables.size() > CACHED_TABLES) {
            tables.clear();
        }
        return tables.computeIfAbsent(of, TableStatements::new);
    }
}
