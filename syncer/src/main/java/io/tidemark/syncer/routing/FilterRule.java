// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.ddl.DdlEvent;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A filter of binlog events: of the tables that it names, events and statements that match are left out
 * ({@link Action#IGNORE}), or all others are ({@link Action#DO}).
 *
 * <p>Immutable.
 *
 * @param tables whose events it judges.
 * @param events which match.
 * @param sql    found anywhere in a statement's text, they match too; none if texts are not judged.
 * @param action what becomes of those that match.
 */
public record FilterRule(TablePattern tables, EventSet events, List<Pattern> sql, Action action) {
    /** What becomes of events that match. */
    public enum Action {
        /** They are left out. */
        IGNORE,
        /** They only are replicated. */
        DO
    }

    /**
     * Events of both kinds.
     *
     * @param rows changes of rows.
     * @param ddl  statements.
     */
    public record EventSet(Set<RowEvent> rows, Set<DdlEvent> ddl) {
        /** Both are copied. */
        public EventSet {
            rows = rows.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(rows));
            ddl = ddl.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(ddl));
        }
    }

    /** The list is copied. */
    public FilterRule {
        requireNonNull(tables, "tables");
        requireNonNull(events, "events");
        sql = List.copyOf(sql);
        requireNonNull(action, "action");
    }

    boolean ignores(final RowEvent event) {
        return leavesOut(events.rows().contains(event));
    }

    /** A statement may be several events; it matches if one of them does. */
    boolean ignores(final Set<DdlEvent> ofStatement, final String text) {
        return leavesOut(ofStatement.stream().anyMatch(events.ddl()::contains)) || ignores(text);
    }

    boolean ignores(final String text) {
        return !sql.isEmpty()
                && leavesOut(
                        sql.stream().anyMatch(pattern -> pattern.matcher(text).find()));
    }

    private boolean leavesOut(final boolean matches) {
        return matches == (action == Action.IGNORE);
    }
}
