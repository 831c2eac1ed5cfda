// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.DdlEvent;
import java.util.List;
import java.util.Set;

/**
 * All filters of a task: an event is left out if one of the rules that judge its table leaves it out. Immutable.
 *
 * @param rules the rules; their order means nothing.
 */
public record EventFilter(List<FilterRule> rules) {
    /** Leaves nothing out. */
    public static final EventFilter NOTHING = new EventFilter(List.of());

    /** Stands for the statements that name no table, or can't be read. */
    private static final TableId NAMELESS = TableId.of("", "");

    /** The list is copied. */
    public EventFilter {
        rules = List.copyOf(rules);
    }

    /**
     * Whether changes of rows are left out.
     *
     * @param table the source table.
     * @param event what happens to them.
     * @return true if so.
     */
    public boolean ignores(final TableId table, final RowEvent event) {
        return rules.stream().anyMatch(rule -> rule.tables().matches(table) && rule.ignores(event));
    }

    /**
     * Whether a statement is left out as far as a table is concerned.
     *
     * @param table  the source table; with an empty name, a schema as a whole.
     * @param events what the statement does.
     * @param sql    its text.
     * @return true if so.
     */
    public boolean ignores(final TableId table, final Set<DdlEvent> events, final String sql) {
        return rules.stream().anyMatch(rule -> rule.tables().matches(table) && rule.ignores(events, sql));
    }

    /**
     * Whether a statement is left out by its text alone, by a rule for all schemas ({@code *}), whether or not it can be
     * understood.
     *
     * @param sql its text.
     * @return true if so.
     */
    public boolean ignores(final String sql) {
        return rules.stream().anyMatch(rule -> rule.tables().matches(NAMELESS) && rule.ignores(sql));
    }
}
