// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import io.tidemark.syncer.ddl.DdlEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Events by the names that DM gives them.
 *
 * <p>A list is read from its begin to its end, and the first word that concerns an event decides: {@code none dml} before
 * {@code all} means all but changes of rows.
 */
public final class EventNames {
    /** Names of events that DM knows and that can't be told apart here. */
    public static final List<String> ONLY_IN_DM = List.of(
            "value range decrease",
            "precision decrease",
            "drop unique key",
            "modify default value",
            "modify constraint",
            "modify columns order",
            "modify charset",
            "modify collation",
            "remove auto increment",
            "modify storage engine",
            "split table partition",
            "modify schema charset and collate",
            "modify table charset and collate",
            "modify table comment",
            "recover table",
            "set default value",
            "rebase auto id",
            "alter index visibility",
            "alter ttl info",
            "alter ttl remove",
            "multi schema change");

    private static final List<String> GROUPS =
            List.of("all", "all dml", "all ddl", "none", "none dml", "none ddl", "incompatible ddl changes");

    private EventNames() {}

    /** @return all names that are understood. */
    public static List<String> known() {
        final List<String> names = new ArrayList<>(GROUPS);
        Arrays.stream(RowEvent.values()).map(EventNames::name).forEach(names::add);
        Arrays.stream(DdlEvent.values()).flatMap(EventNames::names).forEach(names::add);
        return List.copyOf(names);
    }

    /**
     * Which events a list means.
     *
     * @param words all of them {@link #known}, in lower case.
     * @return the events.
     */
    public static FilterRule.EventSet resolve(final List<String> words) {
        final Set<RowEvent> rows = EnumSet.noneOf(RowEvent.class);
        for (final RowEvent event : RowEvent.values()) {
            if (contains(words, "dml", name(event)::equals)) {
                rows.add(event);
            }
        }
        final Set<DdlEvent> ddl = EnumSet.noneOf(DdlEvent.class);
        for (final DdlEvent event : DdlEvent.values()) {
            if (contains(
                    words,
                    "ddl",
                    word -> names(event).anyMatch(word::equals)
                            || (event.isIncompatible() && word.equals("incompatible ddl changes")))) {
                ddl.add(event);
            }
        }
        return new FilterRule.EventSet(rows, ddl);
    }

    private static boolean contains(final List<String> words, final String kind, final Predicate<String> isEvent) {
        for (final String word : words) {
            if (word.equals("all") || word.equals("all " + kind) || isEvent.test(word)) {
                return true;
            }
            if (word.equals("none") || word.equals("none " + kind)) {
                return false;
            }
        }
        return false;
    }

    private static String name(final RowEvent event) {
        return event.name().toLowerCase(Locale.ROOT);
    }

    /** A schema is a database in other words. */
    private static Stream<String> names(final DdlEvent event) {
        final String name = event.text();
        if (name.isEmpty()) {
            return Stream.empty();
        }
        return name.endsWith(" database") ? Stream.of(name, name.replace("database", "schema")) : Stream.of(name);
    }
}
