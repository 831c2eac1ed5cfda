package io.tidemark.syncer.downstream;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a batch as the steps of a {@link StatementPlan}: where the form allows, many rows as one statement; else many
 * statements at once.
 *
 * <p>An OVERWRITE counts 2 for a row that it found and changed, 1 for one that it inserted because it was not there, and
 * 0 or 1 for one that already is what it shall become, or whose place another row's unique value has taken. So the sum is
 * twice the number of rows exactly if each row was found and changed; if it is not, {@link #send} fails, and the caller rolls
 * back and sends the changes one by one, which tells what is wrong. The counting is the same in MySQL, MariaDB and TiDB.
 *
 * <p>For one worker.
 */
final class BatchStatements {
    private static final Logger LOG = LoggerFactory.getLogger(BatchStatements.class);

    /** Structures come and go with DDL; old ones are not worth more memory than this. */
    private static final int CACHED_TABLES = 1000;

    /**
     * A statement of many rows ends when its rows take this much memory. Escaped, that is at most about twice as much, and
     * the smallest default of max_allowed_packet is 4 MiB.
     */
    private static final long STATEMENT_BYTES = 1 << 20;

    private static final int COUNT_OF_OVERWRITTEN_ROW = 2;

    private final Map<TableStructure, TableStatements> tables = new HashMap<>();
    private final StatementPlan plan = new StatementPlan();

    private Connection connection;
    private Batch<RowChange> batch;
    private int lastSent;

    /**
     * Sends a batch; nothing is committed.
     *
     * @param safe     whether all changes are applied in safe mode.
     * @param oneByOne whether each change is sent alone, so that a failure names the change.
     * @throws SQLException as the server says, or if rows are not what they have to be before the change: roll back, and
     *                      send the batch one by one to learn more.
     */
    void send(final Connection to, final Batch<RowChange> changes, final boolean safe, final boolean oneByOne)
            throws SQLException {
        connection = to;
        batch = changes;
        lastSent = 0;
        plan.clear();
        try {
            for (int i = 0; i < changes.size(); i++) {
                final RowChange change = changes.payload(i);
                final TableStatements table = statementsOf(change.structure());
                if (oneByOne) {
                    plan.addAlone(i, change, table.formsAlone(change, safe || change.safeMode()));
                } else {
                    plan.add(i, change, table.forms(change, safe || change.safeMode()));
                }
            }
            for (final StatementPlan.Step step : plan.steps()) {
                send(step);
            }
            lastSent = 0;
        } finally {
            plan.clear();
            connection = null;
            batch = null;
        }
    }

    /** The place in the batch of the first change of the statement that has failed; 0 if none has. */
    int lastSent() {
        return lastSent;
    }

    private void send(final StatementPlan.Step step) throws SQLException {
        final TableStatements table = statementsOf(step.structure());
        if (!step.form().takesManyRows()) {
            sendTogether(step, table);
            return;
        }
        int from = 0;
        while (from < step.size()) {
            final int to = endOfStatement(step, from);
            sendAsOne(step, table, from, to);
            from = to;
        }
    }

    private int endOfStatement(final StatementPlan.Step step, final int from) {
        long bytes = 0;
        int to = from;
        while (to < step.size() && bytes < STATEMENT_BYTES) {
            bytes += batch.payload(step.change(to)).bytes();
            to++;
        }
        return to;
    }

    private void sendAsOne(final StatementPlan.Step step, final TableStatements table, final int from, final int to)
            throws SQLException {
        final int rows = to - from;
        lastSent = step.change(from);
        try (PreparedStatement statement = connection.prepareStatement(table.sql(step.form(), rows))) {
            int parameter = 1;
            for (int i = from; i < to; i++) {
                parameter = bind(table, statement, parameter, step, i);
            }
            final int count = statement.executeUpdate();
            if (step.form() == StatementForm.OVERWRITE && count != rows * COUNT_OF_OVERWRITTEN_ROW) {
                table.stopOverwriting();
                LOG.info(
                        "{} rows of {} were not all there, or were already what an UPDATE makes of them (count {}): its UPDATEs"
                                + " are sent one by one until its structure changes",
                        rows,
                        step.structure(),
                        count);
                throw new SQLException("overwriting " + rows + " rows of " + step.structure() + " counted " + count
                        + " instead of " + rows * COUNT_OF_OVERWRITTEN_ROW);
            }
        }
    }

    private void sendTogether(final StatementPlan.Step step, final TableStatements table) throws SQLException {
        lastSent = step.change(0);
        try (PreparedStatement statement = connection.prepareStatement(table.sql(step.form(), 1))) {
            for (int i = 0; i < step.size(); i++) {
                bind(table, statement, 1, step, i);
                statement.addBatch();
            }
            final int[] found = statement.executeBatch();
            if (step.form().needsRow()) {
                for (int i = 0; i < step.size(); i++) {
                    // "no information" is not good enough here
                    if (found[i] <= 0) {
                        throw missing(step, table, step.change(i), found[i]);
                    }
                }
            }
        }
    }

    private int bind(
            final TableStatements table,
            final PreparedStatement statement,
            final int parameter,
            final StatementPlan.Step step,
            final int index)
            throws SQLException {
        final int change = step.change(index);
        try {
            return table.bind(statement, parameter, step.form(), batch.payload(change));
        } catch (final OperatorException e) {
            throw new OperatorException(
                    e.getMessage() + "; the row is at " + batch.location(change).position(), e);
        }
    }

    private OperatorException missing(
            final StatementPlan.Step step, final TableStatements table, final int change, final int found) {
        final String what =
                found == Statement.SUCCESS_NO_INFO ? " did not say whether it found the row " : " found no row ";
        return new OperatorException(step.form() + " of " + step.structure() + what + "with "
                + table.searchedValues(batch.payload(change)) + ", at "
                + batch.location(change).position()
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
