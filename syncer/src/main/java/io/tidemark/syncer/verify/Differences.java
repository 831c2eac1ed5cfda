// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.syncer.verify.RowDifference.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the rows of a table that stay different: counts all, keeps the first. One thread. */
final class Differences {
    private final TablePair table;
    private final int kept;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<RowDifference> first = new ArrayList<>();

    Differences(final TablePair table, final int kept) {
        this.table = table;
        this.kept = kept;
    }

    void add(final SecondLooks.Difference row) {
        final Kind kind = row.left().isEmpty() ? Kind.EXTRA : row.right().isEmpty() ? Kind.MISSING : Kind.DIFFERS;
        counts.merge(kind, 1L, Long::sum);
        if (first.size() < kept) {
            first.add(new RowDifference(kind, key(row.key()), kind == Kind.DIFFERS ? columns(row) : List.of()));
        }
    }

    private Map<String, String> key(final List<String> values) {
        final Map<String, String> key = new LinkedHashMap<>();
        if (table.key().isEmpty() && !values.isEmpty()) {
            key.put("MD5 of the row", values.get(0));
            return key;
        }
        for (int i = 0; i < values.size(); i++) {
            key.put(table.key().orElseThrow().names().get(i), values.get(i));
        }
        return key;
    }

    /** A key that is there twice has more values than columns; a whole table has only one. */
    private List<String> columns(final SecondLooks.Difference row) {
        final List<String> columns = new ArrayList<>();
        if (table.key().isEmpty() && !row.key().isEmpty()) {
            return List.of(row.left().get(0) + " times upstream", row.right().get(0) + " times downstream");
        }
        if (row.left().size() == table.columns().size()
                && row.right().size() == table.columns().size()) {
            for (int i = 0; i < table.columns().size(); i++) {
                if (!row.left().get(i).equals(row.right().get(i))) {
                    columns.add(table.columns().get(i).name());
                }
            }
        }
        return columns;
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long count(final Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    List<RowDifference> first() {
        return first;
    }
}
