// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.syncer.downstream.BatchProgress;
import io.tidemark.syncer.downstream.DdlConnections;
import io.tidemark.syncer.downstream.DdlDelivery;
import io.tidemark.syncer.downstream.DdlExecutor;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetriedQuestions;
import io.tidemark.syncer.downstream.RetriedTransaction;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.progress.AppliedRows;
import io.tidemark.syncer.progress.DdlFence;
import io.tidemark.syncer.progress.DdlRecords;
import io.tidemark.syncer.progress.DdlRecords.Recorded;
import io.tidemark.syncer.progress.FlushedPoints;
import io.tidemark.syncer.progress.ProgressStore;
import io.tidemark.syncer.progress.ProvenCheckpointStore;
import io.tidemark.syncer.progress.Run;
import io.tidemark.syncer.routing.RowRules;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.task.Transactions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How rows and DDL of one run are delivered: exactly once, with progress and records, or at least once, without.
 *
 * <p>Used in this order: {@link #fence}, once the lease is taken; {@link #trust} or {@link #distrust}; {@link #begin}. The
 * running thread's, apart from {@link #progressOf} and {@link #forgetEarlierRuns}.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final RetriedTransaction transactions;
    private final DdlConnections ddlConnections;
    private final ProgressStore progress;
    private final DdlRecords ddl;
    private final FlushedPoints flushed;
    private final CheckpointStore store;
    private final boolean exactlyOnce;
    private final int workers;
    private final String rules;
    private boolean leftBehind;
    private ProgressStore.Found found;
    private Optional<GlobalPoint> lastFlushed = Optional.empty();
    private Optional<Recorded> recorded = Optional.empty();
    private AppliedRows applied = AppliedRows.none();
    /** Null under at-least-once. */
    private final ProvenCheckpointStore proven;

    private volatile Run run;

    /**
     * Of one run.
     *
     * @param transactions of the downstream; closed by the caller.
     * @param store        the checkpoint's, in the downstream.
     */
    Deliveries(
            final Task task,
            final Downstream downstream,
            final RetriedTransaction transactions,
            final CheckpointStore store) {
        final String source = task.source().id();
        this.transactions = transactions;
        ddlConnections = new DdlConnections(downstream);
        progress = new ProgressStore(transactions, task.metaSchema(), task.name(), source);
        ddl = new DdlRecords(transactions, task.metaSchema(), task.name(), source);
        flushed = new FlushedPoints(transactions, task.metaSchema(), task.name(), source);
        exactlyOnce = task.syncer().delivery() == Delivery.EXACTLY_ONCE;
        workers = task.syncer().workerCount();
        rules = RowRules.fingerprint(task.tables(), task.syncer().transactions() == Transactions.WHOLE);
        proven = exactlyOnce ? new ProvenCheckpointStore(store, flushed, progress, ddl) : null;
        this.store = exactlyOnce ? proven : store;
    }

    /** The checkpoint's store; with exactly-once it claims nothing that the downstream has lost. */
    CheckpointStore store() {
        return store;
    }

    /**
     * Shuts out earlier runs; their marks stand still afterwards.
     *
     * @throws OperatorException under at-least-once, if an earlier run has left a DDL of which only its record tells.
     */
    void fence(final Location start) throws InterruptedException {
        if (exactlyOnce) {
            found = progress.fence();
            leftBehind = found.lastRun() > 0;
            lastFlushed = flushed.prepare();
            recorded = ddl.prepare();
            if (leftBehind && !found.readable()) {
                LOG.warn("the progress of earlier runs was written by another version, and can't be used");
            }
            return;
        }
        recorded = ddl.find();
        if (recorded.isPresent() && UnclaimedDdl.isBehindChosen(start, recorded.get())) {
            throw new OperatorException(ddl.remedy(recorded.get()));
        }
        leftBehind = progress.discardAll();
        if (recorded.isPresent()) {
            ddl.forget(recorded.get());
        }
        flushed.forget();
    }

    /** Whether the checkpoint holds something else than the last exactly-once run has flushed: it is not ours alone. */
    boolean wasMovedByOthers(final GlobalPoint stored) {
        final boolean moved = lastFlushed.isPresent() && !lastFlushed.get().equals(stored);
        if (moved) {
            LOG.warn(
                    "Somebody else, maybe DM, has moved the checkpoint since Tidemark flushed it last, from {} to {}: what"
                            + " earlier runs know of applied rows is not used, as after a take-over; tables without a key"
                            + " may hold rows twice, compare them",
                    lastFlushed.get().location(),
                    stored.location());
        }
        return moved;
    }

    boolean isExactlyOnce() {
        return exactlyOnce;
    }

    /** Whether it is known of every row behind the global point if it is applied. */
    boolean tellsAppliedRows() {
        return exactlyOnce && found.tells();
    }

    /** Whether an exactly-once run ended uncleanly, whose rows may be anywhere behind the global point. */
    boolean leftBehind() {
        return leftBehind;
    }

    /**
     * The run begins at the global point: what earlier runs have left says what is applied behind it.
     *
     * @throws OperatorException if they read their rows by other rules, so that what they say is about other rows.
     */
    void trust(final Location start, final Location end) {
        applied = found.applied();
        applied.passed(start);
        if (applied.isActive() && !found.rules().equals(Set.of(rules))) {
            throw new OperatorException(
                    "the last run did not end cleanly, and the block-allow-list, the filters of row"
                            + " events, the routes or tidemark.transactions were others then: which rows behind "
                            + start
                            + " are applied can only be"
                            + " told by the rules of that run. Take them back, start, end the run cleanly, and change them then;"
                            + " or begin with --start at this place, in safe mode, which may repeat rows of tables without a key");
        }
        applied.requireWithin(end);
    }

    /**
     * The run begins elsewhere, or what earlier runs have left tells nothing: it is forgotten with the next flush. The record
     * of a DDL that is still to be met stays.
     *
     * @param chosen whether an operator says where it begins.
     */
    void distrust(final Location start, final boolean chosen) {
        if (exactlyOnce) {
            proven.forgetWithNextWrite(recorded.filter(statement -> chosen
                    ? !UnclaimedDdl.isBehindChosen(start, statement)
                    : !UnclaimedDdl.mayBeBehind(start, statement)));
        }
    }

    /** To be called once the start is flushed. No connection is kept while rows move: it would lie idle for days. */
    void begin() throws InterruptedException {
        if (exactlyOnce) {
            proven.settle();
            run = progress.begin(found.lastRun() + 1, workers, rules);
            proven.begin(run);
            if (!applied.isActive()) {
                forgetEarlierRuns();
            }
        }
        transactions.close();
    }

    /** The rows that earlier runs have applied behind the start. */
    AppliedRows applied() {
        return applied;
    }

    /**
     * What is written down of tables whose rows are handed in: nothing under at-least-once.
     *
     * @param questions of the source's thread, for the downstream.
     */
    RoutedStructures.Use keyRecords(final RetriedQuestions questions) {
        return run == null
                ? RoutedStructures.Use.UNRECORDED
                : new KeyRecords(progress, run, applied, found.keys(), questions);
    }

    BatchProgress progressOf(final int worker) {
        return run == null ? BatchProgress.NONE : progress.of(run, worker);
    }

    DdlDelivery ddl() {
        return run == null
                ? new DdlExecutor(ddlConnections, RetryPolicy.DEFAULT)
                : new DdlFence(ddlConnections, RetryPolicy.DEFAULT, ddl, progress, run);
    }

    /** On which DDL is executed. */
    DdlConnections ddlConnections() {
        return ddlConnections;
    }

    /** To be called once the flushed global point is beyond all of their marks. */
    void forgetEarlierRuns() throws InterruptedException {
        progress.discardBefore(run.number());
    }

    /**
     * Whether something behind the global point is in the downstream, or may be, of which only the progress of earlier
     * runs or the record of a DDL tells.
     */
    boolean tellMoreThan(final Location globalPoint) throws InterruptedException {
        if (applied.isActive() || run == null) {
            return applied.isActive();
        }
        transactions.keep(); // for the end too
        return ddl.find()
                .filter(statement -> UnclaimedDdl.mayBeBehind(globalPoint, statement))
                .isPresent();
    }

    /** The checkpoint says of this run that it ended, and where: there is nothing to add. */
    void endClean() throws InterruptedException {
        if (run != null) {
            ddl.delete(progress, run);
            progress.discardBefore(run.number() + 1);
        }
    }
}
