// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whether rows can be told apart, and alike on both sides. */
record Keys(Side downstream, List<TablePair> pairs) implements Check {
    @Override
    public String name() {
        return "keys";
    }

    @Override
    public void run(final Findings to) {
        for (final TablePair pair : pairs) {
            final Optional<Catalog.Table> target = pair.downstream();
            if (target.isPresent()) {
                compare(to, pair.source(), target.get());
            }
        }
        if (to.isEmpty() && !pairs.isEmpty()) {
            to.ok(downstream, "every table has a primary or unique key");
        }
    }

    private static void compare(final Findings to, final Catalog.Table source, final Catalog.Table target) {
        if (!target.hasKey()) {
            to.warn(
                    target.id,
                    "has no primary key, and no unique one without NULLs: each change looks through the whole table, and a"
                            + " replay without progress may leave rows twice",
                    "give it a primary key on both sides");
        }
        if (!new TreeSet<>(source.keys.values().stream().map(List::toString).toList())
                .containsAll(target.keys.values().stream().map(List::toString).toList())) {
            to.warn(
                    target.id,
                    "has a unique key that the upstream does not have, on which rows may clash that don't there",
                    "drop it, or add it upstream");
        }
        for (final Catalog.Column column : target.columns) {
            final Optional<Catalog.Column> upstream = source.columns.stream()
                    .filter(other -> other.name().equalsIgnoreCase(column.name()))
                    .findFirst();
            if (target.isInKey(column)
                    && upstream.isPresent()
                    && !upstream.get().collation().equals(column.collation())) {
                to.warn(
                        target.id + "." + Side.quoted(column.name()),
                        "is in a key and compares by " + column.collation() + ", upstream by "
                                + upstream.get().collation() + ": rows may clash that don't there",
                        "give it the collation of the upstream, or one that is stricter");
            }
        }
    }
}
