// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Patterns, the list and the router against models that say the same in the plainest way. */
class TableRulesProperties {
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars('a', 'b', 'A').ofMinLength(1).ofMaxLength(4);
    }

    @Provide
    Arbitrary<String> wildcards() {
        return Arbitraries.strings()
                .withChars('a', 'b', '*', '?')
                .ofMinLength(1)
                .ofMaxLength(4);
    }

    @Provide
    Arbitrary<TablePattern> tables() {
        return Combinators.combine(wildcards(), wildcards().optional())
                .as((schema, table) -> new TablePattern(RuleTexts.name(schema), table.map(RuleTexts::name)));
    }

    @Provide
    Arbitrary<TableId> ids() {
        return Combinators.combine(names(), names()).as(TableId::of);
    }

    @Provide
    Arbitrary<List<RouteRule>> routes() {
        return Combinators.combine(tables(), names(), names().optional())
                .as((tables, schema, table) -> new RouteRule("rule", tables, schema, table))
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<BlockAllowList> lists() {
        final Arbitrary<List<NamePattern>> schemas =
                wildcards().map(RuleTexts::name).list().ofMaxSize(2);
        final Arbitrary<List<TablePattern>> tables =
                tables().filter(pattern -> pattern.table().isPresent()).list().ofMaxSize(2);
        return Combinators.combine(schemas, tables, schemas, tables).as(BlockAllowList::new);
    }

    @Property
    void matchesWildcardsLikeTheModel(@ForAll("wildcards") final String pattern, @ForAll("names") final String name) {
        assertThat(RuleTexts.name(pattern).matches(name)).isEqualTo(matches(pattern, name));
    }

    @Property
    void letsTablesInLikeTheModel(@ForAll("lists") final BlockAllowList list, @ForAll("ids") final TableId table) {
        assertThat(list.allows(table)).isEqualTo(isIn(list, table));
    }

    @Property
    void routesLikeTheModel(@ForAll("routes") final List<RouteRule> rules, @ForAll("ids") final TableId table) {
        final TableRouter router = new TableRouter(rules);
        final List<RouteRule> ofTables = rules.stream()
                .filter(rule -> rule.tables().table().isPresent() && matches(rule.tables(), table))
                .toList();
        final List<RouteRule> ofSchemas = rules.stream()
                .filter(rule -> rule.tables().table().isEmpty() && matches(rule.tables(), table))
                .toList();
        final List<RouteRule> deciding = ofTables.isEmpty() ? ofSchemas : ofTables;
        if (deciding.size() > 1) {
            assertThatThrownBy(() -> router.target(table)).isInstanceOf(OperatorException.class);
            return;
        }
        final Optional<RouteRule> rule = deciding.stream().findFirst();
        assertThat(router.target(table))
                .isEqualTo(TableId.of(
                        rule.map(RouteRule::targetSchema).orElse(table.schema()),
                        rule.flatMap(RouteRule::targetTable).orElse(table.table())));
    }

    /** Two tables that do go to one are never taken for tables that don't. */
    @Property
    void knowsOfEveryMergeThatRulesMake(
            @ForAll("routes") final List<RouteRule> rules,
            @ForAll("ids") final TableId one,
            @ForAll("ids") final TableId other) {
        final TableRouter router = new TableRouter(rules);
        if (one.toString().equalsIgnoreCase(other.toString()) || isTorn(router, one) || isTorn(router, other)) {
            return;
        }
        final TableId target = router.target(one);
        // one that keeps its name is not to be seen in the rules
        if (target.equals(router.target(other)) && !target.equals(other)) {
            assertThat(router.isMerged(one)).isTrue();
        }
    }

    private static boolean isTorn(final TableRouter router, final TableId table) {
        try {
            router.target(table);
            return false;
        } catch (final OperatorException e) {
            return true;
        }
    }

    private static boolean isIn(final BlockAllowList list, final TableId table) {
        final boolean schemaIsIn = list.doDbs().isEmpty()
                ? list.ignoreDbs().stream().noneMatch(name -> matches(name.toString(), table.schema()))
                : list.doDbs().stream().anyMatch(name -> matches(name.toString(), table.schema()));
        final boolean done = list.doTables().stream().anyMatch(pattern -> matches(pattern, table));
        final boolean ignored = list.ignoreTables().stream().anyMatch(pattern -> matches(pattern, table));
        return schemaIsIn && (done || (list.doTables().isEmpty() && !ignored));
    }

    private static boolean matches(final TablePattern pattern, final TableId table) {
        return matches(pattern.schema().toString(), table.schema())
                && pattern.table()
                        .map(name -> matches(name.toString(), table.table()))
                        .orElse(true);
    }

    /** The first character decides, or the star takes one more or none. */
    private static boolean matches(final String pattern, final String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        final String rest = pattern.substring(1);
        if (pattern.charAt(0) == '*') {
            return matches(rest, name) || (!name.isEmpty() && matches(pattern, name.substring(1)));
        }
        return !name.isEmpty()
                && (pattern.charAt(0) == '?'
                        || Character.toLowerCase(pattern.charAt(0)) == Character.toLowerCase(name.charAt(0)))
                && matches(rest, name.substring(1));
    }
}
