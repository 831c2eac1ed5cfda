// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where source tables go: DM's routes. A rule of tables goes before one of schemas; a table that two rules of one kind are
 * about is an error; a table without any keeps its name. Immutable.
 *
 * @param rules the rules; their order means nothing.
 */
public record TableRouter(List<RouteRule> rules) {
    /** Everything keeps its name. */
    public static final TableRouter STRAIGHT = new TableRouter(List.of());

    /** The list is copied. */
    public TableRouter {
        rules = List.copyOf(rules);
    }

    /**
     * A table's name downstream.
     *
     * @param source its name upstream.
     * @return its name downstream; the same object if that is the same.
     * @throws OperatorException if two rules are about it.
     */
    public TableId target(final TableId source) {
        return rule(source)
                .map(rule -> rule.target(source))
                .filter(target -> !target.equals(source))
                .orElse(source);
    }

    /**
     * A schema's name downstream, as statements about schemas need it: only rules without a pattern for tables count.
     *
     * @param schema its name upstream.
     * @return its name downstream.
     * @throws OperatorException if two rules are about it.
     */
    public String target(final String schema) {
        return ruleOfSchema(schema).map(RouteRule::targetSchema).orElse(schema);
    }

    /**
     * Whether several source tables may go where this one goes: its rule may be about others too, or another rule sends some
     * there. A rule with a wildcard counts as one about others whatever tables there are.
     *
     * @param source the table's name upstream.
     * @return true if so.
     */
    public boolean isMerged(final TableId source) {
        final Optional<RouteRule> own = rule(source);
        final TableId target = target(source);
        return own.filter(RouteRule::merges).isPresent()
                || rules.stream().anyMatch(rule -> !own.equals(Optional.of(rule)) && rule.reaches(target));
    }

    /**
     * Whether several source schemas, or tables of them, may go where this one goes, or tables of it go elsewhere: what
     * becomes of this one says nothing about what becomes of that one.
     *
     * @param schema its name upstream.
     * @return true if so.
     */
    public boolean isMergedOrSplit(final String schema) {
        final Optional<RouteRule> own = ruleOfSchema(schema);
        final String target = target(schema);
        return own.filter(rule -> rule.merges()).isPresent()
                || rules.stream()
                        .anyMatch(rule -> !own.equals(Optional.of(rule))
                                && (rule.targetSchema().equals(target)
                                        || rule.tables().schema().matches(schema)));
    }

    /**
     * Whether some rule is about a schema or tables of it.
     *
     * @param schema its name upstream.
     * @return true if so.
     */
    public boolean concerns(final String schema) {
        return rules.stream().anyMatch(rule -> rule.tables().schema().matches(schema));
    }

    /**
     * Whether some rule is about a table, or its schema.
     *
     * @param source the table's name upstream.
     * @return true if so.
     */
    public boolean concerns(final TableId source) {
        return rules.stream().anyMatch(rule -> rule.tables().matches(source));
    }

    /**
     * Whether some rule sends tables to a name, if there are any of the right names.
     *
     * @param target a name downstream.
     * @return true if so.
     */
    public boolean leadsTo(final TableId target) {
        return rules.stream().anyMatch(rule -> rule.reaches(target));
    }

    private Optional<RouteRule> rule(final TableId source) {
        requireNonNull(source, "source");
        return only(
                        source.toString(),
                        rules.stream()
                                .filter(rule ->
                                        !rule.isOfSchemas() && rule.tables().matches(source)))
                .or(() -> ruleOfSchema(source.schema()));
    }

    private Optional<RouteRule> ruleOfSchema(final String schema) {
        return only(
                "schema " + schema,
                rules.stream()
                        .filter(rule ->
                                rule.isOfSchemas() && rule.tables().schema().matches(schema)));
    }

    private static Optional<RouteRule> only(final String what, final Stream<RouteRule> matching) {
        final List<RouteRule> found = matching.limit(2).toList();
        if (found.size() > 1) {
            throw new OperatorException(
                    "the routes " + found.get(0).name() + " (" + found.get(0).tables() + ") and "
                            + found.get(1).name() + " (" + found.get(1).tables() + ") are both about " + what
                            + ", which can only go to one place: make one pattern in the task file narrower, and start again");
        }
        return found.stream().findFirst();
    }
}
