// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.JdbcCheckpointStore;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.Dialect;
import io.tidemark.syncer.downstream.CheckpointConnections;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.DownstreamPresence;
import io.tidemark.syncer.downstream.RetriedQuestions;
import io.tidemark.syncer.downstream.RetriedTransaction;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.downstream.TableStructureReader;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.http.RunEndpoint;
import io.tidemark.syncer.monitor.RunCounts;
import io.tidemark.syncer.routing.DdlRouter;
import io.tidemark.syncer.routing.RowEvent;
import io.tidemark.syncer.row.ColumnAgreement;
import io.tidemark.syncer.row.TableStructures;
import io.tidemark.syncer.source.Flavour;
import io.tidemark.syncer.source.SessionNames;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task: checks both servers, chooses the start, and replicates until it is told to stop.
 *
 * <p>One thread runs it; any thread may {@link #stop} it. A stop is graceful: everything handed in is applied and
 * flushed, and the checkpoint is marked as clean, so that the next run needs no safe mode.
 */
public final class Replication {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);

    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(1);

    private final Task task;
    private final RunOptions options;
    private final PrintWriter out;
    private final Duration silence;
    private final Duration answerTimeout;
    private final RunCounts counts = new RunCounts();
    private final GracefulStop stop;
    /** The running thread's. */
    private RunEndpoint endpoint;

    /**
     * Nothing happens yet.
     *
     * @param task    what to replicate.
     * @param options from where, how far, and what to show.
     * @param out     where progress goes.
     */
    public Replication(final Task task, final RunOptions options, final PrintWriter out) {
        this(
                task,
                options,
                out,
                SourceOptions.DEFAULT_SILENCE,
                Downstream.DEFAULT_ANSWER_TIMEOUT,
                GracefulStop.Bounds.DEFAULT);
    }

    /**
     * With other times after which a source that says nothing, and a downstream that does not answer, count as lost, and other
     * bounds of a stop.
     */
    Replication(
            final Task task,
            final RunOptions options,
            final PrintWriter out,
            final Duration silence,
            final Duration answerTimeout,
            final GracefulStop.Bounds bounds) {
        this.task = task;
        this.options = options;
        this.out = out;
        this.silence = silence;
        this.answerTimeout = answerTimeout;
        this.stop = new GracefulStop(
                bounds,
                task.syncer().delivery() == Delivery.EXACTLY_ONCE
                        ? "the next run begins at the last flushed point, and skips what is applied"
                        : "the next run begins at the last flushed point, in safe mode");
    }

    /**
     * Replicates until the end that was asked for is applied and flushed, or until it is stopped.
     *
     * @throws OperatorException    if an operator has to put something right.
     * @throws InterruptedException if the thread is interrupted.
     */
    public void run() throws InterruptedException {
        try (RunEndpoint open = RunEndpoint.open(task, options.http(), counts)) {
            endpoint = open;
            try {
                replicate();
            } catch (final RuntimeException e) {
                endpoint.failed(e);
                throw e;
            }
        }
    }

    private void replicate() throws InterruptedException {
        final Downstream downstream = new Downstream(task.target(), answerTimeout);
        try (RetriedTransaction transactions = new RetriedTransaction(downstream, RetryPolicy.DEFAULT)) {
            transactions.check();
            try (Upstream upstream = Upstream.connect(task.source().server())) {
                upstream.check();
                try (JdbcCheckpointStore store = checkpointStore()) {
                    replicate(upstream, downstream, new Deliveries(task, downstream, transactions, store));
                }
            }
        } catch (final CheckpointStoreException e) {
            throw new OperatorException(e.getMessage(), e);
        } catch (final PipelineFailedException e) {
            throw stop.explain(explain(e));
        } catch (final IllegalStateException e) {
            throw stop.explain(e);
        }
    }

    /**
     * Ends the run gracefully: at the next boundary between transactions, or, if none comes within 10 seconds, inside
     * one. A DDL that takes longer than a minute is left to the downstream and the next start; and whatever takes longer
     * than two minutes in all is left too. Any thread, any number of times; does not wait.
     */
    public void stop() {
        stop.request();
    }

    /** Any thread. */
    RunCounts counts() {
        return counts;
    }

    private JdbcCheckpointStore checkpointStore() {
        final Duration patience = CHECKPOINT_TIMEOUT.compareTo(answerTimeout) < 0 ? CHECKPOINT_TIMEOUT : answerTimeout;
        return new JdbcCheckpointStore(
                CheckpointConnections.of(task.target(), patience),
                task.metaSchema(),
                task.name(),
                task.source().id());
    }

    private void replicate(final Upstream upstream, final Downstream downstream, final Deliveries deliveries)
            throws InterruptedException {
        final Checkpoint checkpoint = new Checkpoint(deliveries.store());
        final StartPoint start = StartPoint.choose(task, options.start(), checkpoint, upstream, deliveries);
        LOG.info(
                "task {} starts at {}, safe mode {}",
                task.name(),
                start.location(),
                start.safeMode().describe());
        final Optional<Location> until = options.until();
        if (until.isPresent() && Reached.by(start.location(), until.get())) {
            LOG.info("the end that was asked for is before the start: nothing to do");
            markEnd(checkpoint, start.safeMode(), deliveries);
            return;
        }
        final RowPipeline rows =
                RowPipeline.start(task.syncer(), checkpoint, downstream, RetryPolicy.DEFAULT, counts, deliveries);
        final Pipeline<?> pipeline = rows.pipeline();
        try (pipeline;
                StatusLines status = new StatusLines(options, pipeline, counts, out)) {
            stop.runs(pipeline, deliveries.ddlConnections());
            endpoint.runs(pipeline);
            final boolean atBoundary = readOrFlush(upstream, downstream, checkpoint, start, deliveries, rows, status);
            stop.finish(pipeline);
            if (!atBoundary) {
                LOG.warn(
                        "task {} stopped inside a transaction: the next run {}",
                        task.name(),
                        deliveries.isExactlyOnce() ? "skips the rows that are applied" : "begins in safe mode");
                return;
            }
        }
        markEnd(checkpoint, start.safeMode(), deliveries);
        LOG.info("task {} stopped cleanly at {}", task.name(), checkpoint.flushedGlobalPoint());
    }

    /**
     * Says beyond where certainly nothing is applied: the global point, unless an earlier run went further and crashed. Where
     * that one's progress still tells what is applied, or its record of a DDL whether that is executed, they go on
     * telling, and nothing needs to be said.
     */
    private static void markEnd(final Checkpoint checkpoint, final SafeMode safeMode, final Deliveries deliveries)
            throws InterruptedException {
        if (deliveries.tellMoreThan(checkpoint.globalPoint())) {
            return;
        }
        checkpoint.saveSafeModeExit(Optional.of(safeMode.exit().orElse(checkpoint.globalPoint())));
        checkpoint.flush();
        deliveries.endClean();
    }

    /** What was read before a failure of the source is applied and claimed: the remedy may be to start behind it. */
    private boolean readOrFlush(
            final Upstream upstream,
            final Downstream downstream,
            final Checkpoint checkpoint,
            final StartPoint start,
            final Deliveries deliveries,
            final RowPipeline rows,
            final StatusLines status)
            throws InterruptedException {
        try {
            return read(upstream, downstream, checkpoint, start, deliveries, rows, status);
        } catch (final PipelineFailedException e) {
            throw e;
        } catch (final RuntimeException e) {
            try {
                stop.finish(rows.pipeline());
            } catch (final RuntimeException unfinished) {
                e.addSuppressed(unfinished);
            }
            throw e;
        }
    }

    /** Returns whether what was handed in ends with a whole transaction. */
    private boolean read(
            final Upstream upstream,
            final Downstream downstream,
            final Checkpoint checkpoint,
            final StartPoint start,
            final Deliveries deliveries,
            final RowPipeline rows,
            final StatusLines status)
            throws InterruptedException {
        final Pipeline<?> pipeline = rows.pipeline();
        final long serverId = upstream.serverId(task.source().serverId());
        final SessionNames names = upstream.sessionNames();
        final ResumedSource binlog = new ResumedSource(
                task.source().server(),
                start.location(),
                SourceOptions.withServerId(serverId)
                        .withSilence(silence)
                        .withEventTimes(endpoint.eventTimes())
                        .withNames(names)
                        .withInterest(
                                (table, kind) -> task.tables().isReplicated(table, RowEvent.valueOf(kind.name()))),
                ResumedSource.PATIENCE,
                counts.reconnects());
        final Dialect dialect = upstream.flavour() == Flavour.MARIADB ? Dialect.MARIADB : Dialect.MYSQL;
        final DdlClassifier classifier = new DdlClassifier(dialect);
        final RetriedQuestions questions = new RetriedQuestions(downstream);
        try (TableStructureReader structures = new TableStructureReader(questions)) {
            final DownstreamPresence presence = new DownstreamPresence(questions);
            final SharedTables shared = new SharedTables(task.tables().router(), checkpoint);
            final DdlRouter router = new DdlRouter(task.tables(), dialect, shared::isSource);
            final NewStructures newStructures = new NewStructures(checkpoint, presence::structure);
            final Dispatcher dispatcher = new Dispatcher(
                    pipeline,
                    rows.intake(),
                    new RoutedStructures(
                            task.tables().router(),
                            new TableStructures(structures, structures::forget),
                            newStructures,
                            shared,
                            new ColumnAgreement(names::charsetOf),
                            deliveries.keyRecords(questions)),
                    newStructures,
                    classifier,
                    router,
                    new DdlStep(
                            pipeline,
                            rows.intake(),
                            deliveries.ddl(),
                            presence,
                            new DdlDecisions(task, downstream),
                            router,
                            shared,
                            classifier,
                            start.explicit()),
                    start,
                    deliveries.applied(),
                    options.until(),
                    new EndOfReplay(pipeline, deliveries),
                    stop::isWanted,
                    binlog::stop);
            status.begin();
            stop.reads(binlog);
            if (!stop.isWanted()) {
                binlog.run(endpoint.observe(dispatcher));
            }
            return dispatcher.isAtBoundary();
        }
    }

    private static RuntimeException explain(final PipelineFailedException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OperatorException operator) {
                return operator;
            }
            if (cause instanceof CheckpointStoreException) {
                return new OperatorException(cause.getMessage(), failure);
            }
        }
        return new OperatorException(failure.getMessage(), failure);
    }
}
