// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds for each table downstream the tables upstream whose rows it should have. One thread. */
final class TableMatching {
    private final TableRoutes routes;
    private final TableChoice choice;

    TableMatching(final TableRoutes routes, final TableChoice choice) {
        this.routes = routes;
        this.choice = choice;
    }

    /** The tables that both sides have; results of those that one side lacks, and of those left out, are added. */
    List<TablePair> match(final ShapeReader left, final ShapeReader right, final List<TableResult> results)
            throws SQLException {
        final Map<TableId, List<TableShape>> sources = new TreeMap<>();
        final Set<TableId> others = new HashSet<>();
        for (final String schema : left.schemas()) {
            for (final TableShape shape : left.tables(schema).values()) {
                routes.target(shape.id())
                        .ifPresentOrElse(
                                target -> sources.computeIfAbsent(target, id -> new ArrayList<>())
                                        .add(shape),
                                () -> routes.targetIfReplicated(shape.id()).ifPresent(others::add));
            }
        }
        final Map<TableId, TableShape> there = new TreeMap<>();
        final Set<String> schemas = new HashSet<>();
        for (final TableId target : sources.keySet()) {
            if (schemas.add(target.schema())) {
                there.putAll(right.tables(target.schema()));
            }
        }
        final List<TablePair> pairs = new ArrayList<>();
        sources.forEach((target, shapes) -> match(target, shapes, there, pairs, results));
        there.keySet().stream()
                .filter(table -> !sources.containsKey(table) && !others.contains(table) && routes.isTarget(table))
                .filter(choice::has)
                .forEach(table -> results.add(upstreamLacks(table)));
        return pairs;
    }

    private void match(
            final TableId target,
            final List<TableShape> shapes,
            final Map<TableId, TableShape> there,
            final List<TablePair> pairs,
            final List<TableResult> results) {
        final List<TableId> ids = shapes.stream().map(TableShape::id).toList();
        // tables that go to one can only be compared together
        if (!choice.has(target) && ids.stream().noneMatch(choice::has)) {
            return;
        }
        final String name = TablePair.name(ids);
        final String targetName = TablePair.name(List.of(target));
        final Set<String> rows = new LinkedHashSet<>();
        final Set<String> statements = new LinkedHashSet<>();
        ids.forEach(id -> rows.addAll(routes.leftOutRows(id)));
        ids.forEach(id -> statements.addAll(routes.leftOutStatements(id)));
        if (!rows.isEmpty() && !choice.isByName()) {
            results.add(TableResult.of(
                    name,
                    targetName,
                    Verdict.LEFT_OUT,
                    "filters leave out " + String.join(", ", rows)
                            + ", so the sides differ on purpose: name it with --tables to compare it all the same"));
        } else if (!there.containsKey(target)) {
            results.add(TableResult.of(name, targetName, Verdict.MISSING_DOWNSTREAM));
        } else {
            pairs.add(new TablePair(shapes, there.get(target), remarks(rows, statements)));
        }
    }

    private static List<String> remarks(final Set<String> rows, final Set<String> statements) {
        final List<String> remarks = new ArrayList<>();
        if (!rows.isEmpty()) {
            remarks.add("filters leave out " + String.join(", ", rows) + ", so the sides may differ on purpose");
        }
        if (!statements.isEmpty()) {
            remarks.add(
                    "filters leave out " + String.join(", ", statements) + ", after which the sides differ on purpose");
        }
        return remarks;
    }

    private static TableResult upstreamLacks(final TableId table) {
        final String name = TablePair.name(List.of(table));
        return TableResult.of(name, name, Verdict.MISSING_UPSTREAM);
    }
}
