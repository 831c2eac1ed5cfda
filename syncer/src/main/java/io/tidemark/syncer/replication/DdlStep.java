package io.tidemark.syncer.replication;

import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.ddl.StatementText;
import io.tidemark.syncer.ddl.Verdict;
import io.tidemark.syncer.downstream.Ddl;
import io.tidemark.syncer.downstream.DdlDelivery;
import io.tidemark.syncer.downstream.DownstreamPresence;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.source.SourceStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fence around a DDL: everything before it is applied and durably claimed, so no replay ever runs rows of the old
 * structure into the new one; then the statement is executed; then it is claimed at once. The source thread's.
 */
final class DdlStep {
    private static final Logger LOG = LoggerFactory.getLogger(DdlStep.class);

    /** A drain waits for the downstream, which bounds itself by its own timeouts and retries. */
    private static final Duration DRAIN_BOUND = Duration.ofDays(1);

    private final Pipeline<RowChange> pipeline;
    private final DdlDelivery delivery;
    private final DownstreamPresence presence;
    private final DdlDecisions decisions;
    private final DdlClassifier classifier;
    private final boolean everyDdlMayBeApplied;
    private boolean ddlSeen;

    /** @param everyDdlMayBeApplied in safe mode: whether an operator chose the start, so that no record tells. */
    DdlStep(
            final Pipeline<RowChange> pipeline,
            final DdlDelivery delivery,
            final DownstreamPresence presence,
            final DdlDecisions decisions,
            final DdlClassifier classifier,
            final boolean everyDdlMayBeApplied) {
        this.pipeline = pipeline;
        this.delivery = delivery;
        this.presence = presence;
        this.decisions = decisions;
        this.classifier = classifier;
        this.everyDdlMayBeApplied = everyDdlMayBeApplied;
    }

    /**
     * Sees to a statement: executes it, or what an operator wants in its place, or nothing.
     *
     * @throws OperatorException if neither grammar nor operator tells what to do, or it can't be executed.
     */
    void execute(final SourceStatement statement, final Classified classified, final boolean safeMode)
            throws InterruptedException {
        final Optional<DdlRule> rule = decisions.about(statement);
        if (rule.isEmpty() && classified.verdict() == Verdict.UNPARSABLE) {
            throw new OperatorException("can't understand the statement before " + statement.after() + ": "
                    + StatementText.excerpt(statement.sql()) + " (" + classified.reason() + "); "
                    + decisions.wayOut(statement));
        }
        drain();
        Flush.await(pipeline);
        // the fence lets one DDL at most be applied and not yet claimed: the first that an unclean end left behind
        final boolean replaying = safeMode && (everyDdlMayBeApplied || !ddlSeen);
        ddlSeen = true;
        final Optional<String> replacement = rule.flatMap(DdlRule::replacement);
        final Classified affected = replacement
                .map(sql -> both(classified, classified(sql, statement)))
                .orElse(classified);
        final Ddl ddl = ddl(statement, replacement.orElse(statement.sql()), affected);
        if (rule.isPresent() && replacement.isEmpty()) {
            delivery.passOver(ddl);
            LOG.warn("left out the DDL before {}, as an operator wants it: {}", statement.after(), ddl.shown());
        } else {
            delivery.execute(ddl, replaying);
            LOG.info(
                    "executed {} before {}, of {} {}",
                    rule.isPresent() ? "a replacement of the DDL" : "the DDL",
                    statement.after(),
                    affected.tables(),
                    affected.schemas());
        }
        if (!statement.insideTransaction()) {
            pipeline.ddl(effectOf(affected), statement.after());
            Flush.await(pipeline);
            delivery.claimed();
        }
        if (rule.isPresent()) {
            decisions.used(rule.get(), statement);
        }
    }

    private Ddl ddl(final SourceStatement statement, final String sql, final Classified affected) {
        return new Ddl(
                statement.defaultSchema(),
                sql,
                statement.gtid(),
                statement.after(),
                statement.insideTransaction(),
                affected.tables(),
                affected.schemas(),
                statement.session(),
                decisions.wayOut(statement));
    }

    private Classified classified(final String replacement, final SourceStatement statement) {
        return classifier.classify(statement.defaultSchema(), replacement, statement.session());
    }

    private static Classified both(final Classified one, final Classified other) {
        return new Classified(
                Verdict.EXECUTE,
                "",
                Stream.concat(one.tables().stream(), other.tables().stream())
                        .distinct()
                        .toList(),
                Stream.concat(one.schemas().stream(), other.schemas().stream())
                        .distinct()
                        .toList());
    }

    /** What the downstream has now tells what is gone: a RENAME names a table under its old and its new name. */
    private DdlEffect effectOf(final Classified classified) {
        final Map<Boolean, List<TableId>> byPresence = classified.tables().stream()
                .distinct()
                .filter(table -> !presence.isView(table))
                .collect(Collectors.partitioningBy(presence::hasTable));
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
}
