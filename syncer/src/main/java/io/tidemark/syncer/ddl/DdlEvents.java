// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what a statement does by its grammar's rule, and by the first words of an ALTER TABLE's changes. */
final class DdlEvents {
    private static final Map<String, DdlEvent> BY_RULE = Map.ofEntries(
            Map.entry("createDatabase", DdlEvent.CREATE_DATABASE),
            Map.entry("alterDatabase", DdlEvent.ALTER_DATABASE),
            Map.entry("dropDatabase", DdlEvent.DROP_DATABASE),
            Map.entry("createTable", DdlEvent.CREATE_TABLE),
            Map.entry("alterTable", DdlEvent.ALTER_TABLE),
            Map.entry("dropTable", DdlEvent.DROP_TABLE),
            Map.entry("truncateTable", DdlEvent.TRUNCATE_TABLE),
            Map.entry("truncateTableStatement", DdlEvent.TRUNCATE_TABLE),
            Map.entry("renameTable", DdlEvent.RENAME_TABLE),
            Map.entry("renameTableStatement", DdlEvent.RENAME_TABLE),
            Map.entry("createIndex", DdlEvent.CREATE_INDEX),
            Map.entry("dropIndex", DdlEvent.DROP_INDEX),
            Map.entry("createView", DdlEvent.CREATE_VIEW),
            Map.entry("alterView", DdlEvent.CREATE_VIEW),
            Map.entry("dropView", DdlEvent.DROP_VIEW));

    private static final Map<String, DdlEvent> BY_WORDS = Map.ofEntries(
            Map.entry("ADD PARTITION", DdlEvent.ADD_TABLE_PARTITION),
            Map.entry("DROP PARTITION", DdlEvent.DROP_TABLE_PARTITION),
            Map.entry("TRUNCATE PARTITION", DdlEvent.TRUNCATE_TABLE_PARTITION),
            Map.entry("REORGANIZE PARTITION", DdlEvent.REORGANIZE_TABLE_PARTITION),
            Map.entry("REBUILD PARTITION", DdlEvent.REBUILD_TABLE_PARTITION),
            Map.entry("COALESCE PARTITION", DdlEvent.COALESCE_TABLE_PARTITION),
            Map.entry("EXCHANGE PARTITION", DdlEvent.EXCHANGE_TABLE_PARTITION),
            Map.entry("REMOVE PARTITIONING", DdlEvent.REMOVE_TABLE_PARTITIONING),
            Map.entry("PARTITION BY", DdlEvent.ALTER_TABLE_PARTITIONING),
            Map.entry("ADD PRIMARY", DdlEvent.ADD_PRIMARY_KEY),
            Map.entry("DROP PRIMARY", DdlEvent.DROP_PRIMARY_KEY),
            Map.entry("ADD FOREIGN", DdlEvent.ADD_FOREIGN_KEY),
            Map.entry("DROP FOREIGN", DdlEvent.DROP_FOREIGN_KEY),
            Map.entry("RENAME COLUMN", DdlEvent.RENAME_COLUMN),
            Map.entry("RENAME INDEX", DdlEvent.RENAME_INDEX),
            Map.entry("RENAME KEY", DdlEvent.RENAME_INDEX));

    /** Behind ADD and DROP, these words say that it is no column. */
    private static final Set<String> NO_COLUMN = Set.of(
            "INDEX", "KEY", "UNIQUE", "FULLTEXT", "SPATIAL", "CONSTRAINT", "CHECK", "PERIOD", "SYSTEM", "VECTOR");

    private DdlEvents() {}

    static Set<DdlEvent> of(final String rule, final AlterSpecs specs) {
        final Set<DdlEvent> events = EnumSet.of(BY_RULE.getOrDefault(rule, DdlEvent.OTHER));
        specs.words().forEach(words -> add(words, events));
        return Collections.unmodifiableSet(events);
    }

    private static void add(final List<String> words, final Set<DdlEvent> events) {
        if (words.size() < 2) {
            return;
        }
        final String first = words.get(0);
        final boolean constraint = words.get(1).equals("CONSTRAINT");
        final DdlEvent byWords = BY_WORDS.get(first + ' ' + (constraint ? kind(words) : words.get(1)));
        if (byWords != null) {
            events.add(byWords);
            return;
        }
        switch (first) {
            case "ADD" -> addUnless(words.get(1), DdlEvent.ADD_COLUMN, events);
            case "DROP" -> addUnless(words.get(1), DdlEvent.DROP_COLUMN, events);
            case "MODIFY" -> events.add(DdlEvent.MODIFY_COLUMN);
            case "CHANGE" -> change(words, events);
            case "RENAME" -> events.add(DdlEvent.RENAME_TABLE);
            default -> {
                // options, keys and the like are an ALTER TABLE and no more
            }
        }
    }

    private static void addUnless(final String word, final DdlEvent event, final Set<DdlEvent> events) {
        if (!NO_COLUMN.contains(word)) {
            events.add(event);
        }
    }

    /** What kind of constraint follows CONSTRAINT, with or without a name. */
    private static String kind(final List<String> words) {
        return words.subList(2, words.size()).stream()
                .filter(Set.of("PRIMARY", "FOREIGN")::contains)
                .findFirst()
                .orElse("");
    }

    private static void change(final List<String> words, final Set<DdlEvent> events) {
        events.add(DdlEvent.MODIFY_COLUMN);
        final int old = words.get(1).equals("COLUMN") ? 2 : 1;
        final boolean renamed = words.size() > old + 1
                && !DdlTree.unquoted(words.get(old)).equals(DdlTree.unquoted(words.get(old + 1)));
        if (renamed) {
            events.add(DdlEvent.RENAME_COLUMN);
        }
    }
}
