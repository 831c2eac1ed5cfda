// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.ddl.StatementText;
import io.tidemark.syncer.ddl.Verdict;
import io.tidemark.syncer.downstream.Ddl;
import io.tidemark.syncer.downstream.DdlDelivery;
import io.tidemark.syncer.downstream.DownstreamPresence;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.routing.DdlRoute;
import io.tidemark.syncer.routing.DdlRouter;
import io.tidemark.syncer.source.SourceStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
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

    private final Pipeline<?> pipeline;
    private final Intake intake;
    private final DdlDelivery delivery;
    private final DownstreamPresence presence;
    private final DdlDecisions decisions;
    private final DdlRouter router;
    private final SharedTables shared;
    private final DdlClassifier classifier;
    private final boolean everyDdlMayBeApplied;
    private boolean ddlSeen;

    /**
     * Nothing is seen to yet.
     *
     * @param intake               may hold rows that a statement can't overtake.
     * @param everyDdlMayBeApplied in safe mode: whether an operator chose the start, so that no record tells.
     */
    DdlStep(
            final Pipeline<?> pipeline,
            final Intake intake,
            final DdlDelivery delivery,
            final DownstreamPresence presence,
            final DdlDecisions decisions,
            final DdlRouter router,
            final SharedTables shared,
            final DdlClassifier classifier,
            final boolean everyDdlMayBeApplied) {
        this.pipeline = pipeline;
        this.intake = intake;
        this.delivery = delivery;
        this.presence = presence;
        this.decisions = decisions;
        this.router = router;
        this.shared = shared;
        this.classifier = classifier;
        this.everyDdlMayBeApplied = everyDdlMayBeApplied;
    }

    /**
     * Sees to a statement: executes it under the names that tables have downstream, or what an operator wants in its place, or
     * nothing.
     *
     * @return whether structures may have changed.
     * @throws OperatorException if neither grammar nor operator tells what to do, or it can't be executed.
     */
    boolean execute(final SourceStatement statement, final Classified classified, final boolean safeMode)
            throws InterruptedException {
        final Optional<DdlRule> rule = decisions.about(statement);
        if (rule.isEmpty() && classified.verdict() == Verdict.UNPARSABLE) {
            throw new OperatorException("can't understand the statement before " + statement.after() + ": "
                    + StatementText.excerpt(statement.sql()) + " (" + classified.reason() + "); "
                    + decisions.wayOut(statement));
        }
        final DdlRoute route =
                rule.isPresent() ? decided(statement, classified, rule.get()) : routed(statement, classified);
        if (route instanceof final DdlRoute.Skip skip) {
            LOG.info("skipped a statement before {}: {}", statement.after(), skip.reason());
            skip(statement, skip.changed());
            // inside a transaction nothing is claimed by it, and downstream nothing has changed
            return !skip.changed().isEmpty() && !statement.insideTransaction();
        }
        execute(statement, (DdlRoute.Execute) route, rule, safeMode);
        return true;
    }

    private void execute(
            final SourceStatement statement,
            final DdlRoute.Execute route,
            final Optional<DdlRule> rule,
            final boolean safeMode)
            throws InterruptedException {
        final boolean leftOut = rule.isPresent() && rule.get().replacement().isEmpty();
        if (statement.insideTransaction() && !leftOut) {
            intake.statement(statement.after());
        }
        drain();
        Flush.await(pipeline);
        if (!route.parts().isEmpty()) {
            route.tables()
                    .forEach((source, target) -> shared.requireTogether(source, target, presence.structure(target)));
        }
        // the fence lets one DDL at most be applied and not yet claimed: the first that an unclean end left behind
        final boolean replaying = safeMode && (everyDdlMayBeApplied || !ddlSeen);
        ddlSeen = true;
        final Ddl ddl = ddl(statement, route, rule.isPresent());
        if (leftOut) {
            delivery.passOver(ddl);
            LOG.warn("left out the DDL before {}, as an operator wants it: {}", statement.after(), ddl.shown());
        } else {
            delivery.execute(ddl, replaying);
            LOG.info(
                    "executed {} before {}, of {} {}",
                    rule.isPresent() ? "a replacement of the DDL" : "the DDL",
                    statement.after(),
                    route.targets(),
                    route.targetSchemas());
        }
        if (!statement.insideTransaction()) {
            pipeline.ddl(effectOf(route), statement.after());
            Flush.await(pipeline);
            delivery.claimed();
        }
        if (rule.isPresent()) {
            decisions.used(rule.get(), statement);
        }
    }

    /** The statement has no place downstream, but what was known of these tables may not hold any more. */
    void skip(final SourceStatement statement, final List<TableId> changed) {
        if (statement.insideTransaction()) {
            return;
        }
        if (changed.isEmpty()) {
            pipeline.transactionEnd(statement.after());
        } else {
            pipeline.ddl(DdlEffect.changed(changed), statement.after());
            Flush.await(pipeline);
        }
    }

    private DdlRoute routed(final SourceStatement statement, final Classified classified) {
        final String where =
                "the DDL before " + statement.after() + " (" + StatementText.excerpt(statement.sql()) + ")";
        return router.route(where, statement.defaultSchema(), statement.sql(), statement.session(), classified);
    }

    /** An operator writes the names that tables have downstream. */
    private DdlRoute decided(final SourceStatement statement, final Classified classified, final DdlRule rule) {
        final DdlRoute.Execute own = router.targets(statement.defaultSchema(), statement.sql(), classified);
        final Optional<String> replacement = rule.replacement();
        if (replacement.isEmpty()) {
            return own;
        }
        final Classified other = classifier.classify(statement.defaultSchema(), replacement.get(), statement.session());
        final Map<TableId, TableId> tables = new LinkedHashMap<>(own.tables());
        other.tables().stream()
                .filter(table -> !own.tables().containsValue(table))
                .forEach(table -> tables.putIfAbsent(table, table));
        final Map<String, String> schemas = new LinkedHashMap<>(own.schemas());
        other.schemas().stream()
                .filter(schema -> !own.schemas().containsValue(schema))
                .forEach(schema -> schemas.putIfAbsent(schema, schema));
        return new DdlRoute.Execute(own.schema(), replacement.get(), List.of(), tables, schemas);
    }

    private Ddl ddl(final SourceStatement statement, final DdlRoute.Execute route, final boolean decided) {
        // what the router has written anew is escaped by back-slashes; an operator writes for the statement's own
        // session
        final boolean rewritten = !decided && !route.sql().equals(statement.sql());
        final LoggedSession session =
                rewritten ? statement.session().withoutMode(LoggedSession.NO_BACKSLASH_ESCAPES) : statement.session();
        return new Ddl(
                route.schema(),
                route.sql(),
                statement.gtid(),
                statement.after(),
                statement.insideTransaction(),
                route.targets(),
                route.targetSchemas(),
                session,
                decisions.wayOut(statement),
                route.parts());
    }

    /** What the downstream has now tells what is gone: a RENAME names a table under its old and its new name. */
    private DdlEffect effectOf(final DdlRoute.Execute route) {
        final Map<TableId, TableInfo> changed = new LinkedHashMap<>();
        final List<TableId> dropped = new ArrayList<>();
        route.tables().forEach((source, target) -> {
            if (presence.isView(target)) {
                return;
            }
            if (presence.hasTable(target)) {
                changed.put(source, presence.structure(target).withName(source.table()));
            } else {
                dropped.add(source);
            }
        });
        final List<String> droppedSchemas = route.schemas().entrySet().stream()
                .filter(schema -> !presence.hasSchema(schema.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return new DdlEffect(changed, dropped, droppedSchemas);
    }

    private void drain() {
        try {
            pipeline.drain(DRAIN_BOUND);
        } catch (final TimeoutException e) {
            throw new OperatorException("rows before a DDL were not applied within " + DRAIN_BOUND, e);
        }
    }
}
