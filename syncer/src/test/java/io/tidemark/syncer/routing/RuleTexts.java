// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import io.tidemark.core.schema.TableId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes rules of short texts: {@code schema.table}, or {@code schema} alone. */
public final class RuleTexts {
    private RuleTexts() {}

    public static NamePattern name(final String text) {
        return NamePattern.of(text, false);
    }

    public static TablePattern pattern(final String text) {
        final int dot = text.indexOf('.');
        return dot < 0
                ? new TablePattern(name(text), Optional.empty())
                : new TablePattern(name(text.substring(0, dot)), Optional.of(name(text.substring(dot + 1))));
    }

    public static TableId id(final String text) {
        final int dot = text.indexOf('.');
        return TableId.of(text.substring(0, dot), text.substring(dot + 1));
    }

    /** For instance {@code shard_*.t > all.t}. */
    public static RouteRule route(final String text) {
        final String[] sides = text.split(" > ", -1);
        final String[] target = sides[1].split("\\.", -1);
        return new RouteRule(
                text, pattern(sides[0]), target[0], target.length < 2 ? Optional.empty() : Optional.of(target[1]));
    }

    public static TableRouter router(final String... rules) {
        return new TableRouter(Stream.of(rules).map(RuleTexts::route).toList());
    }

    public static FilterRule filter(
            final String tables, final FilterRule.Action action, final List<String> events, final String... sql) {
        return new FilterRule(
                pattern(tables),
                EventNames.resolve(events),
                Stream.of(sql)
                        .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
                        .toList(),
                action);
    }

    public static FilterRule ignore(final String tables, final String... events) {
        return filter(tables, FilterRule.Action.IGNORE, List.of(events));
    }

    public static BlockAllowList list(
            final String doDbs, final String doTables, final String ignoreDbs, final String ignoreTables) {
        return new BlockAllowList(names(doDbs), tables(doTables), names(ignoreDbs), tables(ignoreTables));
    }

    private static List<NamePattern> names(final String texts) {
        return split(texts).map(RuleTexts::name).toList();
    }

    private static List<TablePattern> tables(final String texts) {
        return split(texts).map(RuleTexts::pattern).toList();
    }

    private static Stream<String> split(final String texts) {
        return texts == null || texts.isBlank() ? Stream.empty() : Stream.of(texts.split(" ", -1));
    }
}
