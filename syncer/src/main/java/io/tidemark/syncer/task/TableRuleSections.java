// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.syncer.routing.BlockAllowList;
import io.tidemark.syncer.routing.EventFilter;
import io.tidemark.syncer.routing.EventNames;
import io.tidemark.syncer.routing.FilterRule;
import io.tidemark.syncer.routing.NamePattern;
import io.tidemark.syncer.routing.RouteRule;
import io.tidemark.syncer.routing.TablePattern;
import io.tidemark.syncer.routing.TableRouter;
import io.tidemark.syncer.routing.TableRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads which tables a task replicates: the task's sections {@code block-allow-list}, {@code filters} and {@code routes},
 * whose rules the instance names. A rule that it does not name is a fault too, since it would be ignored.
 */
final class TableRuleSections {
    private static final String SCHEMA_PATTERN = "schema-pattern";
    private static final String TABLE_PATTERN = "table-pattern";
    private static final String EVENTS = "events";
    private static final String SQL_PATTERN = "sql-pattern";
    private static final String TARGET_SCHEMA = "target-schema";
    private static final String TARGET_TABLE = "target-table";
    private static final int MAX_NAME_LENGTH = 64;

    private final Section task;
    private final Section instance;
    private final boolean caseSensitive;

    TableRuleSections(final Section task, final Section instance) {
        this.task = task;
        this.instance = instance;
        this.caseSensitive = task.flag("case-sensitive", false);
    }

    TableRules read(final String metaSchema) {
        final TableRules reserved = TableRules.everything(metaSchema);
        return new TableRules(
                metaSchema,
                new NamedRules(task, "block-allow-list", instance, "block-allow-list")
                        .oneNamed()
                        .map(this::blockAllowList)
                        .orElse(BlockAllowList.EVERYTHING),
                new EventFilter(new NamedRules(task, "filters", instance, "filter-rules")
                        .allNamed().stream().map(this::filter).toList()),
                new TableRouter(new NamedRules(task, "routes", instance, "route-rules")
                        .allNamed().stream().map(rule -> route(rule, reserved)).toList()));
    }

    private BlockAllowList blockAllowList(final NamedRules.Rule rule) {
        final Section section = new Section(rule.node(), Keys.BLOCK_ALLOW_LIST);
        return new BlockAllowList(
                schemas(section, "do-dbs"),
                tables(section, "do-tables"),
                schemas(section, "ignore-dbs"),
                tables(section, "ignore-tables"));
    }

    private List<NamePattern> schemas(final Section section, final String key) {
        return NamedRules.texts(section, key).stream().map(this::pattern).toList();
    }

    private List<TablePattern> tables(final Section section, final String key) {
        final List<TablePattern> tables = new ArrayList<>();
        for (final YamlNode item : section.has(key) ? section.items(key) : List.<YamlNode>of()) {
            final Section table = new Section(item, Keys.LISTED_TABLE);
            tables.add(new TablePattern(pattern(table, "db-name"), Optional.of(pattern(table, "tbl-name"))));
        }
        return tables;
    }

    private FilterRule filter(final NamedRules.Rule rule) {
        final Section section = new Section(rule.node(), Keys.FILTER);
        final List<Pattern> sql = NamedRules.texts(section, SQL_PATTERN).stream()
                .map(TableRuleSections::regex)
                .toList();
        final List<String> events = NamedRules.texts(section, EVENTS).stream()
                .map(TableRuleSections::event)
                .toList();
        final FilterRule.Action action = action(section);
        if (events.isEmpty() && sql.isEmpty()) {
            throw section.fault(EVENTS, "is missing, expected events, or sql-pattern with regular expressions");
        }
        if (events.isEmpty() && action == FilterRule.Action.DO) {
            throw section.fault(EVENTS, "is missing: with action Do and no events, all events would be left out");
        }
        return new FilterRule(tablePattern(section), EventNames.resolve(events), sql, action);
    }

    private static FilterRule.Action action(final Section section) {
        final String found = section.text("action");
        return switch (found.toLowerCase(Locale.ROOT)) {
            case "ignore" -> FilterRule.Action.IGNORE;
            case "do" -> FilterRule.Action.DO;
            default -> throw section.fault("action", "found \"" + found + "\", expected Ignore or Do");
        };
    }

    private static Pattern regex(final YamlNode.Scalar text) {
        try {
            return Pattern.compile(text.text(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (final PatternSyntaxException e) {
            throw text.place().fault("is no regular expression: " + e.getDescription());
        }
    }

    private static String event(final YamlNode.Scalar text) {
        final String name = text.text().toLowerCase(Locale.ROOT);
        final List<String> known = EventNames.known();
        if (EventNames.ONLY_IN_DM.contains(name)) {
            throw text.place()
                    .fault("found " + text.shown()
                            + ", an event of DM that Tidemark can't tell from others; expected one of "
                            + String.join(", ", known));
        }
        if (!known.contains(name)) {
            throw text.place()
                    .fault("found " + text.shown() + ", which is no event; "
                            + NearestName.of(name, known)
                                    .map(nearest -> "did you mean " + nearest + "?")
                                    .orElse("expected one of " + String.join(", ", known)));
        }
        return name;
    }

    private RouteRule route(final NamedRules.Rule rule, final TableRules reserved) {
        final Section section = new Section(rule.node(), Keys.ROUTE);
        final String schema = target(section, TARGET_SCHEMA, section.text(TARGET_SCHEMA));
        if (reserved.isReserved(schema)) {
            throw section.fault(
                    TARGET_SCHEMA, "found \"" + schema + "\", a schema of the server's own or of the checkpoint");
        }
        return new RouteRule(
                rule.name(),
                tablePattern(section),
                schema,
                section.optionalText(TARGET_TABLE).map(table -> target(section, TARGET_TABLE, table)));
    }

    private static String target(final Section section, final String key, final String name) {
        if (name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
            throw section.fault(key, "is longer than " + MAX_NAME_LENGTH + " characters, as no name can be");
        }
        return name;
    }

    private TablePattern tablePattern(final Section section) {
        return new TablePattern(
                pattern(section, SCHEMA_PATTERN),
                section.optionalText(TABLE_PATTERN).map(text -> pattern(section, TABLE_PATTERN)));
    }

    private NamePattern pattern(final Section section, final String key) {
        final String text = section.text(key);
        try {
            return NamePattern.of(text, caseSensitive);
        } catch (final IllegalArgumentException e) {
            throw section.fault(key, "found \"" + text + "\", which " + e.getMessage());
        }
    }

    private NamePattern pattern(final YamlNode.Scalar text) {
        try {
            return NamePattern.of(text.text(), caseSensitive);
        } catch (final IllegalArgumentException e) {
            throw text.place().fault("found " + text.shown() + ", which " + e.getMessage());
        }
    }
}
