package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.Verdict;
import io.tidemark.syncer.downstream.DdlExecutor;
import io.tidemark.syncer.downstream.DownstreamPresence;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.TableStructures;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceStatement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task does with each event of the source. The source thread's. */
final class Dispatcher implements SourceHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "sys", "information_schema", "performance_schema");

    /** A drain waits for the downstream, which bounds itself by its own timeouts and retries. */
    private static final Duration DRAIN_BOUND = Duration.ofDays(1);

    private final Pipeline<RowChange> pipeline;
    private final TableStructures structures;
    private final NewStructures newStructures;
    private final DdlClassifier classifier;
    private final DdlExecutor ddl;
    private final DownstreamPresence presence;
    private final String metaSchema;
    private final SafeMode safeMode;
    private final Optional<Location> until;
    private final BooleanSupplier stopIsWanted;
    private final Runnable stop;
    private final CausalityKeys causalityKeys = new CausalityKeys();
    private final KeyBuffer keys = new KeyBuffer();
    private final boolean everyDdlMayBeApplied;
    private Location boundary;
    private boolean insideTransaction;
    private boolean ddlSeen;

    /**
     * A dispatcher at a boundary.
     *
     * @param start        where the source begins.
     * @param until        where to stop, if anywhere.
     * @param stopIsWanted whether to stop at the next boundary.
     * @param stop         stops the source.
     */
    Dispatcher(
            final Pipeline<RowChange> pipeline,
            final TableStructures structures,
            final NewStructures newStructures,
            final DdlClassifier classifier,
            final DdlExecutor ddl,
            final DownstreamPresence presence,
            final String metaSchema,
            final StartPoint start,
            final Optional<Location> until,
            final BooleanSupplier stopIsWanted,
            final Runnable stop) {
        this.pipeline = pipeline;
        this.structures = structures;
        this.newStructures = newStructures;
        this.classifier = classifier;
        this.ddl = ddl;
        this.presence = presence;
        this.metaSchema = metaSchema;
        this.safeMode = start.safeMode();
        this.everyDdlMayBeApplied = start.explicit();
        this.boundary = start.location();
        this.until = until;
        this.stopIsWanted = stopIsWanted;
        this.stop = stop;
    }

    @Override
    public void rows(final RowsEvent event) {
        if (!isReplicated(event.table().schema())) {
            return;
        }
        insideTransaction = true;
        final TableStructure structure = structures.of(event.table());
        if (structure.columns().size() != event.columnCount()) {
            throw new OperatorException("table " + event.table() + " has " + event.columnCount()
                    + " columns upstream at " + event.location() + ", but "
                    + structure.columns().size()
                    + " downstream: make the structures the same, and start again");
        }
        final boolean safe = safeMode.isOn();
        for (int i = 0; i < event.rowCount(); i++) {
            final RowChange change =
                    switch (event.kind()) {
                        case INSERT -> RowChange.insert(structure, event.after().get(i), safe);
                        case UPDATE ->
                            RowChange.update(
                                    structure,
                                    event.before().get(i),
                                    event.after().get(i),
                                    safe);
                        case DELETE ->
                            RowChange.delete(structure, event.before().get(i), safe);
                    };
            causalityKeys.write(change, keys);
            pipeline.row(structure.id(), event.location(), change, keys.array(), keys.size(), change.bytes());
        }
    }

    @Override
    public void transactionEnd(final Location after) {
        if (newStructures.isEmpty()) {
            pipeline.transactionEnd(after);
        } else {
            pipeline.ddl(newStructures.take(), after);
        }
        passed(after);
    }

    @Override
    public void idle(final Location at) {
        if (!at.equals(boundary)) {
            pipeline.transactionEnd(at);
        }
        passed(at);
    }

    @Override
    public void statement(final SourceStatement statement) throws InterruptedException {
        insideTransaction |= statement.insideTransaction();
        final Classified classified = classifier.classify(statement.defaultSchema(), statement.sql());
        switch (classified.verdict()) {
            case EXECUTE -> execute(statement, classified);
            // never its text, which may hold somebody's password
            case SKIP -> LOG.info("skipped a statement before {}: {}", statement.after(), classified.reason());
            case DML ->
                throw new OperatorException("the source logged a change of rows as a statement before "
                        + statement.after() + ": \"" + statement.sql() + "\"; set binlog_format=ROW for all sessions,"
                        + " and copy the table anew");
            case UNPARSABLE ->
                throw new OperatorException("can't understand the statement before " + statement.after() + ": \""
                        + statement.sql() + "\" (" + classified.reason() + "); execute it downstream by hand if it is"
                        + " wanted there, then start again with --start "
                        + statement.after().position());
        }
        if (!statement.insideTransaction()) {
            if (classified.verdict() != Verdict.EXECUTE) {
                pipeline.transactionEnd(statement.after());
            }
            passed(statement.after());
        }
    }

    /**
     * The fence: everything before is applied and durably claimed, so no replay ever runs rows of the old structure into
     * the new one; then the statement; then it is claimed at once.
     */
    private void execute(final SourceStatement statement, final Classified classified) throws InterruptedException {
        if (!concerns(statement, classified)) {
            LOG.info("skipped a statement before {}: its schemas are not replicated", statement.after());
            if (!statement.insideTransaction()) {
                pipeline.transactionEnd(statement.after());
            }
            return;
        }
        drain();
        pipeline.flush().join();
        // the fence lets one DDL at most be applied and not yet claimed: the first that an unclean end left behind
        final boolean replaying = safeMode.isOn() && (everyDdlMayBeApplied || !ddlSeen);
        ddlSeen = true;
        ddl.execute(statement.defaultSchema(), statement.sql(), statement.after(), replaying);
        structures.invalidateAll();
        LOG.info("executed the DDL before {}, of {} {}", statement.after(), classified.tables(), classified.schemas());
        if (!statement.insideTransaction()) {
            pipeline.ddl(effectOf(classified), statement.after());
            pipeline.flush().join();
        }
    }

    /** A routine names neither table nor schema that the classifier knows: it belongs where it was created. */
    private boolean concerns(final SourceStatement statement, final Classified classified) {
        if (classified.tables().isEmpty() && classified.schemas().isEmpty()) {
            return isReplicated(statement.defaultSchema());
        }
        return classified.tables().stream().anyMatch(table -> isReplicated(table.schema()))
                || classified.schemas().stream().anyMatch(this::isReplicated);
    }

    /** What the downstream has now tells what is gone: a RENAME names a table under its old and its new name. */
    private DdlEffect effectOf(final Classified classified) {
        final Map<Boolean, List<TableId>> byPresence =
                classified.tables().stream().distinct().collect(Collectors.partitioningBy(presence::hasTable));
        final Map<TableId, TableInfo> changed =
                byPresence.get(true).stream().collect(Collectors.toMap(table -> table, presence::structure));
        final List<String> droppedSchemas = classified.schemas().stream()
                .filter(schema -> !presence.hasSchema(schema))
                .toList();
        return new DdlEffect(changed, byPresence.get(false), droppedSchemas);
    }

    private void drain() {
        try {
            pipeline.drain(DRAIN_BOUND);
        } catch (final TimeoutException e) {
            throw new OperatorException("rows before a DDL were not applied within " + DRAIN_BOUND, e);
        }
    }

    private void passed(final Location at) {
        boundary = at;
        insideTransaction = false;
        if (safeMode.passed(at)) {
            LOG.info("safe mode ends at {}", at);
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
        return !insideTransaction;
    }

    private boolean isReplicated(final String schema) {
        final String folded = schema.toLowerCase(Locale.ROOT);
        return !SYSTEM_SCHEMAS.contains(folded) && !folded.equals(metaSchema.toLowerCase(Locale.ROOT));
    }
}
