// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.routing.RouteRule;
import io.tidemark.syncer.routing.TableRouter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether routes lead somewhere, and tables that are merged into one fit each other. */
record Routes(Side downstream, TableRouter router, List<TablePair> pairs) implements Check {
    private static final String SCHEMAS = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA";

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        schemas(to);
        final Map<TableId, List<TablePair>> merged = new TreeMap<>();
        pairs.forEach(pair -> merged.computeIfAbsent(pair.target(), target -> new ArrayList<>())
                .add(pair));
        merged.values().removeIf(shards -> shards.size() < 2);
        merged.forEach((target, shards) -> {
            columns(to, target, shards);
            counters(to, target, shards);
        });
        if (to.isEmpty() && !router.rules().isEmpty()) {
            to.ok(
                    downstream,
                    merged.isEmpty()
                            ? "each table goes to one of its own"
                            : merged.size() + (merged.size() == 1 ? " table is" : " tables are")
                                    + " merged of several with the same columns");
        }
    }

    private void schemas(final Findings to) throws SQLException {
        final Set<String> wanted = new TreeSet<>();
        router.rules().stream().map(RouteRule::targetSchema).forEach(wanted::add);
        wanted.removeIf(schema -> schema.isEmpty());
        if (wanted.isEmpty()) {
            return;
        }
        final Set<String> there =
                downstream.tellsCase() ? new TreeSet<>() : new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        there.addAll(downstream.column(SCHEMAS));
        wanted.removeAll(there);
        final Grants grants = Grants.of(downstream);
        for (final String schema : wanted) {
            final String what = "there is no schema " + schema + ", where a route leads to";
            final String remedy = "CREATE DATABASE " + Side.quoted(schema);
            if (grants.allows("CREATE", schema)) {
                to.warn(downstream, what + "; a CREATE DATABASE upstream may still create it", remedy);
            } else {
                to.fail(downstream, what + ", and " + downstream.account() + " may neither see nor create it", remedy);
            }
        }
    }

    /** Rows are carried by the columns' places. */
    private static void columns(final Findings to, final TableId target, final List<TablePair> shards) {
        final Catalog.Table first = shards.get(0).source();
        for (final TablePair shard : shards) {
            final List<String> here = described(shard.source());
            final List<String> there = described(first);
            if (!here.equals(there)) {
                final List<String> differing = new ArrayList<>(here);
                differing.removeAll(there);
                to.fail(
                        target,
                        "is merged of " + first.id + " and " + shard.source().id + ", whose columns differ"
                                + (differing.isEmpty() ? " in number or order" : ": the latter has " + differing),
                        "ALTER TABLE " + shard.source().id + " so that both have the same columns in the same order");
            }
        }
    }

    private static List<String> described(final Catalog.Table table) {
        return table.columns.stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT)
                        + ' '
                        + column.type()
                        + (column.charset().isEmpty() ? "" : " in " + column.charset())
                        + (column.generated() ? " generated" : ""))
                .toList();
    }

    /** Each table counts for itself. */
    private static void counters(final Findings to, final TableId target, final List<TablePair> shards) {
        final Set<String> counted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        long counting = 0;
        for (final TablePair shard : shards) {
            final Catalog.Table keyed = shard.downstream().orElse(shard.source());
            final List<String> alone = shard.source().columns.stream()
                    .filter(column -> column.counted() && isKey(keyed, column.name()))
                    .map(Catalog.Column::name)
                    .toList();
            counted.addAll(alone);
            counting += alone.isEmpty() ? 0 : 1;
        }
        if (counting > 1) {
            to.warn(
                    target,
                    "is merged of " + counting + " tables that each count " + String.join(", ", counted)
                            + " up, and it is a key there: rows of one may clash with those of another",
                    "let each count numbers of its own (auto_increment_increment and auto_increment_offset, if they are on"
                            + " several servers, or ranges), or make what tells the tables apart part of the key downstream");
        }
    }

    private static boolean isKey(final Catalog.Table table, final String column) {
        return table.keys.values().stream()
                .anyMatch(key -> key.size() == 1 && key.get(0).equalsIgnoreCase(column));
    }
}
