// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a batch as the steps of a {@link StatementPlan}: where the form allows, many rows as one statement, and all
 * statements in as few packets as they fit into.
 *
 * <p>An OVERWRITE counts 2 for a row that it found and changed, 1 for one that it inserted because it was not there, and
 * 0 or 1 for one that already is what it shall become, or whose place another row's unique value has taken. So the sum is
 * twice the number of rows exactly if each row was found and changed. The counting is the same in MySQL, MariaDB and TiDB. A
 * DELETE counts the rows that it found, and of rows that came and went inside a batch it must find none. If a statement of many rows counts something else, {@link #send} fails, and the
 * caller rolls back and sends the changes one by one, which tells what is wrong.
 *
 * <p>For one worker.
 */
final class BatchStatements {
    private static final Logger LOG = LoggerFactory.getLogger(BatchStatements.class);

    /** Structures come and go with DDL; old ones are not worth more memory than this. */
    private static final int CACHED_TABLES = 1000;

    private static final int COUNT_OF_OVERWRITTEN_ROW = 2;

    private final Map<TableStructure, TableStatements> tables = new HashMap<>();
    private final StatementPlan plan = new StatementPlan();
    private final StatementPacket packet = new StatementPacket(this::check);

    private final Compaction compaction = new Compaction();
    private final BatchProgress progress;
    private final boolean compact;

    private Batch<RowChange> batch;
    private boolean compacted;

    /**
     * Nothing is sent yet.
     *
     * @param progress what each batch says first.
     * @param compact  whether successive changes of one row become one.
     */
    BatchStatements(final BatchProgress progress, final boolean compact) {
        this.progress = progress;
        this.compact = compact;
    }

    /**
     * Sends a batch; nothing is committed.
     *
     * @param safe     whether all changes are applied in safe mode.
     * @param oneByOne whether each change is sent alone, so that a failure names the change.
     * @param repeated whether the batch has failed before: then its progress goes alone too, so that a process that may no
     *                 longer write finds out whatever its rows run into.
     * @throws SQLException as the server says, or if rows are not what they have to be before the change: roll back, and
     *                      send the batch one by one to learn more.
     */
    void send(
            final Connection to,
            final Batch<RowChange> changes,
            final boolean safe,
            final boolean oneByOne,
            final boolean repeated)
            throws SQLException {
        batch = changes;
        compacted = compact && !oneByOne;
        packet.open(to);
        plan.clear();
        try {
            progress.record(packet.lead(progress::counted), changes);
            packet.endLead();
            if (oneByOne || repeated) {
                packet.send();
            }
            if (compacted) {
                compaction.take(changes, safe);
            }
            for (int i = 0; i < changes.size(); i++) {
                final RowChange change = change(i);
                if (change != null) {
                    plan(i, change, safe || change.safeMode(), oneByOne);
                }
            }
            for (final StatementPlan.Step step : plan.steps()) {
                add(step);
                if (oneByOne) {
                    packet.send();
                }
            }
            packet.send();
        } finally {
            plan.clear();
            packet.clear();
            compaction.clear();
            batch = null;
        }
    }

    private void plan(final int place, final RowChange change, final boolean safe, final boolean alone) {
        final TableStatements table = statementsOf(change.structure());
        if (alone) {
            plan.addAlone(place, change, table.formsAlone(change, safe));
        } else if (compacted && compaction.cameAndWent(place) && !safe) {
            plan.add(place, change, StatementForm.ABSENTS);
        } else {
            plan.add(place, change, table.forms(change, safe));
        }
    }

    private RowChange change(final int place) {
        return compacted ? compaction.change(place) : batch.payload(place);
    }

    /** The place in the batch of the first change of the packet that has failed, or {@link StatementPacket#LEAD}. */
    int lastSent() {
        return packet.lastSent();
    }

    private void add(final StatementPlan.Step step) throws SQLException {
        final TableStatements table = statementsOf(step.structure());
        final int most = table.maxRows(step.form());
        int from = 0;
        while (from < step.size()) {
            final int to = (int) Math.min(step.size(), (long) from + most);
            packet.begin(step, from, table.head(step.form(), to - from == 1), table.tail(step.form()));
            while (from < to && addRow(step, table, from)) {
                from++;
            }
            packet.end(from);
        }
    }

    /** Adds a row; false if the statement has to end before it. */
    private boolean addRow(final StatementPlan.Step step, final TableStatements table, final int index)
            throws SQLException {
        final int change = step.change(index);
        try {
            final StatementText text = packet.beginRow(table.separator(step.form()));
            table.addRow(text, step.form(), change(change));
            return packet.endRow();
        } catch (final OperatorException e) {
            throw new OperatorException(
                    e.getMessage() + "; the row is at " + batch.location(change).position(), e);
        }
    }

    /** What the server counted of a statement. */
    private void check(final StatementPlan.Step step, final int from, final int to, final int count)
            throws SQLException {
        final int rows = to - from;
        if (step.form() == StatementForm.ABSENT && count != 0) {
            throw new SQLException(count + " rows of " + step.structure() + " were there before they were inserted");
        }
        if (!step.form().needsRow()) {
            return;
        }
        if (step.form() == StatementForm.OVERWRITE) {
            if (count != rows * COUNT_OF_OVERWRITTEN_ROW) {
                statementsOf(step.structure()).stopOverwriting();
                LOG.info(
                        "{} rows of {} were not all there, or were already what an UPDATE makes of them (count {}): its"
                                + " UPDATEs are sent one by one until its structure changes",
                        rows,
                        step.structure(),
                        count);
                throw new SQLException("overwriting " + rows + " rows of " + step.structure() + " counted " + count
                        + " instead of " + rows * COUNT_OF_OVERWRITTEN_ROW);
            }
        } else if (count != rows) {
            // a compacted change is not what the upstream logged: one by one it is named as it was
            if (rows == 1 && !compacted) {
                throw missing(step, step.change(from));
            }
            throw new SQLException(
                    "the " + step.form() + " of " + rows + " rows of " + step.structure() + " found " + count);
        }
    }

    private OperatorException missing(final StatementPlan.Step step, final int change) {
        return new OperatorException(step.form() + " of " + step.structure() + " found no row with "
                + statementsOf(step.structure()).searchedValues(change(change)) + ", at "
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
