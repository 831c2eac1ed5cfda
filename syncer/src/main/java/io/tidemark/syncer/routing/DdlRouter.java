// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.ddl.DdlEvent;
import io.tidemark.syncer.ddl.DdlText;
import io.tidemark.syncer.ddl.DdlText.Name;
import io.tidemark.syncer.ddl.Dialect;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.failure.OperatorException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides what becomes of a statement downstream: whether it is replicated, and what it says there.
 *
 * <p>Where several source tables go to one, each of them sends its own ALTER, and the downstream takes the first that
 * comes; what would take away rows of the others is refused.
 *
 * <p>Immutable, apart from what it asks.
 */
public final class DdlRouter {
    /** What one of several source tables may not do to the table that they share. */
    private static final Set<DdlEvent> TAKES_ROWS_AWAY = EnumSet.of(
            DdlEvent.DROP_TABLE,
            DdlEvent.DROP_VIEW,
            DdlEvent.TRUNCATE_TABLE,
            DdlEvent.RENAME_TABLE,
            DdlEvent.DROP_TABLE_PARTITION,
            DdlEvent.TRUNCATE_TABLE_PARTITION,
            DdlEvent.EXCHANGE_TABLE_PARTITION);

    private final TableRules rules;
    private final Dialect dialect;
    private final Predicate<TableId> isSource;

    /**
     * A router of statements.
     *
     * @param rules    what is replicated, and where to.
     * @param dialect  whose statements these are.
     * @param isSource whether rows of a source table of this name are known to have come.
     */
    public DdlRouter(final TableRules rules, final Dialect dialect, final Predicate<TableId> isSource) {
        this.rules = requireNonNull(rules, "rules");
        this.dialect = requireNonNull(dialect, "dialect");
        this.isSource = requireNonNull(isSource, "isSource");
    }

    /**
     * Whether a statement is left out by its text alone, so that it need not even be understood.
     *
     * @param sql its text.
     * @return true if so.
     */
    public boolean ignores(final String sql) {
        return rules.filter().ignores(sql);
    }

    /**
     * Decides about one statement.
     *
     * @param where         what and where it is, for messages.
     * @param defaultSchema the schema of unqualified names, empty if there is none.
     * @param sql           its text.
     * @param session       the session in which the source executed it: how it is quoted.
     * @param classified    what the classifier says: that it is to be executed, and what it names.
     * @return what becomes of it.
     * @throws OperatorException if it can't be replicated the way the task asks for.
     */
    public DdlRoute route(
            final String where,
            final String defaultSchema,
            final String sql,
            final LoggedSession session,
            final Classified classified) {
        if (!classified.tables().isEmpty()) {
            return ofTables(where, defaultSchema, sql, session, classified);
        }
        if (!classified.schemas().isEmpty()) {
            return ofSchema(
                    where, defaultSchema, sql, session, classified.schemas().get(0));
        }
        return ofRoutine(defaultSchema, sql);
    }

    /**
     * Where the tables and schemas of a statement are downstream about which an operator has decided, whatever the rules say
     * of the statement.
     *
     * @param defaultSchema the schema of unqualified names, empty if there is none.
     * @param sql           its text.
     * @param classified    what it names.
     * @return the statement as it is, with the names.
     */
    public DdlRoute.Execute targets(final String defaultSchema, final String sql, final Classified classified) {
        final Map<TableId, TableId> tables = new LinkedHashMap<>();
        classified.tables().forEach(table -> tables.put(table, rules.router().target(table)));
        final Map<String, String> schemas = new LinkedHashMap<>();
        classified
                .schemas()
                .forEach(schema -> schemas.put(schema, rules.router().target(schema)));
        return new DdlRoute.Execute(rules.router().target(defaultSchema), sql, List.of(), tables, schemas);
    }

    /** It names neither table nor schema that the classifier knows: it belongs where it was created. */
    private DdlRoute ofRoutine(final String schema, final String sql) {
        if (!rules.isReplicated(schema)) {
            return skip("its schema is not replicated");
        }
        if (rules.filter().ignores(TableId.of(schema, ""), EnumSet.of(DdlEvent.OTHER), sql)) {
            return skip("a filter leaves it out");
        }
        if (rules.router().concerns(schema)) {
            return skip("routines of a schema that is routed, or tables of which are, have no place downstream");
        }
        return new DdlRoute.Execute(schema, sql, List.of(), Map.of(), Map.of());
    }

    private DdlRoute ofSchema(
            final String where,
            final String defaultSchema,
            final String sql,
            final LoggedSession session,
            final String schema) {
        if (!rules.isReplicated(schema)) {
            return skip("its schema is not replicated");
        }
        if (rules.filter().rules().isEmpty() && rules.router().rules().isEmpty()) {
            return new DdlRoute.Execute(defaultSchema, sql, List.of(), Map.of(), Map.of(schema, schema));
        }
        final DdlText text = DdlText.of(dialect, defaultSchema, sql, session);
        if (rules.filter().ignores(TableId.of(schema, ""), text.events(), sql)) {
            return skip("a filter leaves it out");
        }
        final boolean shared = rules.router().isMergedOrSplit(schema);
        if (shared && (text.events().contains(DdlEvent.DROP_DATABASE) || text.isReplacing())) {
            throw refused(
                    where,
                    "drops a schema whose tables the routes send to several places, or with others to one",
                    DdlEvent.DROP_DATABASE);
        }
        final String target = rules.router().target(schema);
        final DdlRewriting rewriting = new DdlRewriting(text);
        if (!target.equals(schema)) {
            text.schema().ifPresent(span -> rewriting.replace(span, '`' + target.replace("`", "``") + '`'));
        }
        final String rewritten = target.equals(schema) ? sql : rewriting.result();
        return new DdlRoute.Execute(
                rules.router().target(defaultSchema),
                rewritten,
                shared ? List.of(rewritten) : List.of(),
                Map.of(),
                Map.of(schema, target));
    }

    private DdlRoute ofTables(
            final String where,
            final String defaultSchema,
            final String sql,
            final LoggedSession session,
            final Classified classified) {
        final List<TableId> replicated =
                classified.tables().stream().filter(rules::isReplicated).toList();
        if (replicated.isEmpty()) {
            return skip("its tables are not replicated");
        }
        if (rules.equals(TableRules.everything(rules.metaSchema()))
                && replicated.size() == classified.tables().size()) {
            return new DdlRoute.Execute(defaultSchema, sql, List.of(), straight(replicated), Map.of());
        }
        final DdlText text = DdlText.of(dialect, defaultSchema, sql, session);
        final DdlSubjects subjects = DdlSubjects.of(text, rules, sql);
        if (subjects.isTorn()) {
            throw refused(
                    where,
                    "is about a table that is replicated and about one that is not, so the downstream can't follow",
                    text.events().contains(DdlEvent.RENAME_TABLE)
                            ? DdlEvent.RENAME_TABLE
                            : DdlEvent.EXCHANGE_TABLE_PARTITION);
        }
        if (subjects.wanted().isEmpty()) {
            return skip(
                    "a filter leaves it out",
                    replicated.stream().filter(this::isShared).toList());
        }
        return rewritten(where, defaultSchema, sql, text, subjects);
    }

    private DdlRoute rewritten(
            final String where,
            final String defaultSchema,
            final String sql,
            final DdlText text,
            final DdlSubjects subjects) {
        final Map<TableId, TableId> targets = new LinkedHashMap<>();
        subjects.wanted()
                .forEach(name -> targets.put(name.table(), rules.router().target(name.table())));
        final boolean shared = targets.keySet().stream().anyMatch(this::isShared);
        if (shared) {
            requireHarmless(where, text);
        }
        final String schema = rules.router().target(defaultSchema);
        final boolean renames = text.tables().stream()
                .anyMatch(name -> isRenamed(name)
                        || (!schema.equals(defaultSchema)
                                && name.table().schema().equals(defaultSchema)));
        if (renames && text.events().contains(DdlEvent.CREATE_VIEW)) {
            throw refused(
                    where,
                    "is a view of tables with other names downstream, and views are not rewritten",
                    DdlEvent.CREATE_VIEW);
        }
        if (!renames && !subjects.isPartial() && !shared) {
            return new DdlRoute.Execute(schema, sql, List.of(), targets, Map.of());
        }
        final DdlRewriting rewriting = new DdlRewriting(text);
        if (renames) {
            text.tables()
                    .forEach(name -> rewriting.replace(
                            name.span(), rules.router().target(name.table()).toString()));
        }
        if (subjects.isPartial()) {
            rewriting.keepOnly(subjects.groups(), subjects.wanted());
        }
        return new DdlRoute.Execute(
                schema, rewriting.result(), shared ? rewriting.parts() : List.of(), targets, Map.of());
    }

    private boolean isRenamed(final Name name) {
        return !rules.router().target(name.table()).equals(name.table());
    }

    /** Also with a source table that has the target's name and is known to be there. */
    private boolean isShared(final TableId source) {
        final TableId target = rules.router().target(source);
        return rules.router().isMerged(source)
                || (!target.equals(source)
                        && rules.isReplicated(target)
                        && rules.router().target(target).equals(target)
                        && isSource.test(target));
    }

    private static void requireHarmless(final String where, final DdlText text) {
        final Set<DdlEvent> harmful = text.events().stream()
                .filter(TAKES_ROWS_AWAY::contains)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DdlEvent.class)));
        if (harmful.isEmpty() && text.isReplacing()) {
            harmful.add(DdlEvent.CREATE_TABLE);
        }
        if (!harmful.isEmpty()) {
            throw refused(
                    where,
                    "is about one of several source tables that the routes send to one table, and would take rows of the"
                            + " others away with its own",
                    harmful.iterator().next());
        }
    }

    private static Map<TableId, TableId> straight(final List<TableId> tables) {
        final Map<TableId, TableId> straight = new LinkedHashMap<>();
        tables.forEach(table -> straight.put(table, table));
        return straight;
    }

    private static DdlRoute skip(final String reason) {
        return skip(reason, List.of());
    }

    private static DdlRoute skip(final String reason, final List<TableId> changed) {
        return new DdlRoute.Skip(reason, changed);
    }

    private static OperatorException refused(final String where, final String why, final DdlEvent event) {
        return new OperatorException(
                where + " " + why + ": bring the downstream by hand to where it shall be after it, leave the"
                        + " statement out by a rule in filters (events: [" + event.text()
                        + "], action: Ignore, and the tables), which filter-rules names, and start again");
    }
}
