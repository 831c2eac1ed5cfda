// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.StatementText;
import io.tidemark.syncer.ddl.Verdict;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.progress.AppliedRows;
import io.tidemark.syncer.routing.DdlRouter;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceStatement;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task does with each event of the source. The source thread's. */
final class Dispatcher implements SourceHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private final Pipeline<?> pipeline;
    private final Intake intake;
    private final RoutedStructures structures;
    private final NewStructures newStructures;
    private final DdlClassifier classifier;
    private final DdlRouter router;
    private final DdlStep ddl;
    private final AppliedRows applied;
    private final SafeMode safeMode;
    private final Optional<Location> until;
    private final Passings passings;
    private final BooleanSupplier stopIsWanted;
    private final Runnable stop;
    private Location boundary;
    private boolean statementInside;

    /** What else happens when a boundary is passed that somebody waits for. */
    interface Passings {
        /** No row beyond here was applied by an earlier run without a record of it. */
        void safeModeEnds();

        /** No row beyond here was applied by an earlier run at all. */
        void everythingIsNew();
    }

    /**
     * A dispatcher at a boundary.
     *
     * @param intake       how rows get into the pipeline.
     * @param start        where the source begins.
     * @param applied      the rows behind it that are applied.
     * @param until        where to stop, if anywhere.
     * @param stopIsWanted whether to stop at the next boundary.
     * @param stop         stops the source.
     */
    Dispatcher(
            final Pipeline<?> pipeline,
            final Intake intake,
            final RoutedStructures structures,
            final NewStructures newStructures,
            final DdlClassifier classifier,
            final DdlRouter router,
            final DdlStep ddl,
            final StartPoint start,
            final AppliedRows applied,
            final Optional<Location> until,
            final Passings passings,
            final BooleanSupplier stopIsWanted,
            final Runnable stop) {
        this.pipeline = pipeline;
        this.intake = intake;
        this.structures = structures;
        this.newStructures = newStructures;
        this.classifier = classifier;
        this.router = router;
        this.ddl = ddl;
        this.safeMode = start.safeMode();
        this.boundary = start.location();
        this.applied = applied;
        this.until = until;
        this.passings = passings;
        this.stopIsWanted = stopIsWanted;
        this.stop = stop;
    }

    @Override
    public void rows(final RowsEvent event) {
        final TableStructure structure = structures.of(event);
        final boolean safe = safeMode.isOn();
        for (int i = 0; i < event.rowCount(); i++) {
            intake.row(event.table(), event.location(), event.change(i, structure, safe));
        }
    }

    @Override
    public void transactionEnd(final Location after) {
        final boolean open = intake.end(after);
        if (!newStructures.isEmpty()) {
            pipeline.ddl(newStructures.take(), after);
        } else if (open) {
            pipeline.transactionEnd(after);
        }
        passed(after);
    }

    @Override
    public void idle(final Location at) {
        // nothing is handed in that would be refused, so this is where an idle run learns of a failure
        pipeline.failure().ifPresent(failure -> {
            throw failure;
        });
        if (!at.equals(boundary)) {
            pipeline.transactionEnd(at);
        }
        passed(at);
    }

    @Override
    public void statement(final SourceStatement statement) throws InterruptedException {
        statementInside |= statement.insideTransaction();
        if (router.ignores(statement.sql())) {
            LOG.info("skipped a statement before {}: a filter leaves its text out", statement.after());
            skip(statement);
            return;
        }
        final Classified classified =
                classifier.classify(statement.defaultSchema(), statement.sql(), statement.session());
        switch (classified.verdict()) {
            case EXECUTE, UNPARSABLE -> execute(statement, classified);
            // never its text, which may hold somebody's password
            case SKIP -> LOG.info("skipped a statement before {}: {}", statement.after(), classified.reason());
            case DML ->
                throw new OperatorException("the source logged a change of rows as a statement before "
                        + statement.after() + ": \"" + StatementText.excerpt(statement.sql())
                        + "\"; set binlog_format=ROW for all sessions, and copy the table anew");
        }
        if (classified.verdict() == Verdict.SKIP) {
            skip(statement);
        } else if (!statement.insideTransaction()) {
            passed(statement.after());
        }
    }

    private void skip(final SourceStatement statement) {
        ddl.skip(statement, List.of());
        if (!statement.insideTransaction()) {
            passed(statement.after());
        }
    }

    private void execute(final SourceStatement statement, final Classified classified) throws InterruptedException {
        if (ddl.execute(statement, classified, safeMode.isOn())) {
            structures.invalidateAll(!statement.insideTransaction());
        }
    }

    private void passed(final Location at) {
        boundary = at;
        statementInside = false;
        intake.boundary(at);
        final boolean safeModeWasPending = safeMode.exit().isPresent();
        if (safeMode.passed(at)) {
            LOG.info("safe mode ends at {}", at);
        }
        if (safeModeWasPending && safeMode.exit().isEmpty()) {
            passings.safeModeEnds();
        }
        if (applied.isActive() && applied.passed(at)) {
            LOG.info(
                    "everything from {} on is new; {} rows before it were applied already and skipped",
                    at,
                    intake.skipped());
            passings.everythingIsNew();
        }
        if (until.isPresent() && Reached.by(at, until.get())) {
            LOG.info("reached the end that was asked for, at {}", at);
            stop.run();
        } else if (stopIsWanted.getAsBoolean()) {
            stop.run();
        }
    }

    /** Whether everything that was handed in is of whole transactions, so that the global point can cover all of it. */
    boolean isAtBoundary() {
        return !statementInside && !intake.isTorn();
    }
}
