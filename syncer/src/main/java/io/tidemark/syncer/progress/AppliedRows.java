// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows behind the global point are in the downstream already. For the thread that reads the source.
 *
 * <p><b>The rule.</b> A row is applied if in any earlier run the mark of the worker that the row was routed to then is
 * at or beyond the row. What a row is routed by follows from the rows of its transaction and from the keys of their tables, which do not
 * change meanwhile ({@link UsedKeys}); the worker follows from that and from the number of workers, which each run has written
 * down, so the number may change from run to run.
 *
 * <p><b>Why nothing is skipped that is not applied.</b> A run is given every row behind the point where it begins, in the
 * order of the stream; it leaves out only rows that this rule, about the runs before it, calls applied. A worker applies
 * what it is given in that order, and moves its mark in the transaction of its rows. So when the mark is at a row, each
 * row before it that is routed to this worker is applied: by the worker, or, if it was left out, by an earlier run, or,
 * if it lies before the run's beginning, because the global point says so. By induction over the runs a mark never
 * claims too much, although it was never moved for rows that were left out.
 *
 * <p><b>Why nothing is repeated.</b> A row that run <i>e</i> has applied was the mark of its worker in the transaction that
 * applied it, or was before that mark; marks only move forward. So the rule finds it as long as the marks of <i>e</i> are
 * kept, which is until the flushed global point is beyond all of them.
 *
 * <p>Rows keep their order: if a row had to wait for another, that one was applied first, so it is found as well.
 */
public final class AppliedRows {
    /** Nothing is. */
    public static AppliedRows none() {
        return new AppliedRows(List.of());
    }

    private final List<EarlierRun> runs;
    private UpstreamTransaction current;

    AppliedRows(final List<EarlierRun> runs) {
        this.runs = new ArrayList<>(runs);
    }

    /** @return whether there may be any from here on. */
    public boolean isActive() {
        return !runs.isEmpty();
    }

    /**
     * Whether a row is in the downstream.
     *
     * @param transaction the row's; best the same object for all rows of it, which costs the comparison once only.
     * @param row         the row's place among all rows of the transaction, from 0.
     * @param routingKey  what the row is routed by: the first of the keys that it is handed in with.
     * @return true if it is; then it must not be applied again.
     */
    @SuppressWarnings("ReferenceEquality") // tells a transaction from the next without comparing sets
    public boolean contains(final UpstreamTransaction transaction, final long row, final long routingKey) {
        if (transaction != current) {
            runs.forEach(run -> run.enter(transaction));
            current = transaction;
        }
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).hasApplied(row, routingKey)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A boundary is reached; marks before it are forgotten.
     *
     * @param boundary everything before it was asked about.
     * @return true if nothing behind it is applied, for the first time.
     */
    public boolean passed(final Location boundary) {
        if (runs.isEmpty()) {
            return false;
        }
        current = null;
        runs.forEach(run -> run.forgetBefore(boundary));
        runs.removeIf(run -> run.marks().isEmpty());
        return runs.isEmpty();
    }

    /**
     * Checks that the source has every transaction of which rows are applied.
     *
     * @param end where the source's binlog ends.
     * @throws OperatorException if it has not: it lost them, or it is another server.
     */
    public void requireWithin(final Location end) {
        for (final EarlierRun run : runs) {
            for (final Mark mark : run.marks()) {
                if (!mark.isBefore(end)) {
                    throw new OperatorException("the downstream has rows that the upstream, whose binlog ends at " + end
                            + ", does not have (up to " + mark
                            + "): check that it is the right server; if it has lost them, copy the data anew and begin"
                            + " with --start");
                }
            }
        }
    }
}
