// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import io.tidemark.syncer.ddl.DdlEvent;
import io.tidemark.syncer.ddl.DdlText;
import io.tidemark.syncer.ddl.DdlText.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tables that a statement changes, in groups that go together: each table of a DROP for itself, the old and the new name
 * of a RENAME, all tables of any other statement.
 *
 * @param groups the groups, in the order of the text.
 * @param wanted those names whose group is replicated and not filtered.
 * @param isTorn whether a group is replicated in part.
 */
record DdlSubjects(List<List<Name>> groups, List<Name> wanted, boolean isTorn) {
    static DdlSubjects of(final DdlText text, final TableRules rules, final String sql) {
        final List<Name> changed = text.tables().stream().filter(Name::changed).toList();
        final List<List<Name>> groups = groups(text.events(), changed);
        final List<Name> wanted = new ArrayList<>();
        boolean torn = false;
        for (final List<Name> group : groups) {
            final long replicated = group.stream()
                    .filter(name -> rules.isReplicated(name.table()))
                    .count();
            final boolean filtered =
                    group.stream().anyMatch(name -> rules.filter().ignores(name.table(), text.events(), sql));
            if (replicated > 0 && !filtered) {
                torn |= replicated < group.size();
                wanted.addAll(group);
            }
        }
        return new DdlSubjects(groups, List.copyOf(wanted), torn);
    }

    private static List<List<Name>> groups(final Set<DdlEvent> events, final List<Name> changed) {
        final boolean list = events.contains(DdlEvent.DROP_TABLE) || events.contains(DdlEvent.DROP_VIEW);
        // an ALTER TABLE that renames is an ALTER_TABLE too
        final boolean pairs = events.contains(DdlEvent.RENAME_TABLE) && events.size() == 1;
        final int size = list ? 1 : pairs ? 2 : Math.max(1, changed.size());
        final List<List<Name>> groups = new ArrayList<>();
        for (int from = 0; from < changed.size(); from += size) {
            groups.add(changed.subList(from, Math.min(changed.size(), from + size)));
        }
        return List.copyOf(groups);
    }

    boolean isPartial() {
        return wanted.size() < groups.stream().mapToInt(List::size).sum();
    }
}
