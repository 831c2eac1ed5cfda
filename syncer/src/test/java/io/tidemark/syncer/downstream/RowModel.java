// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.syncer.row.RowChange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table as a server keeps it: a primary key, and a unique value that may be NULL. It refuses what a server would. */
final class RowModel {
    private final Map<Integer, Object[]> rows = new TreeMap<>();

    RowModel copy() {
        final RowModel copy = new RowModel();
        copy.rows.putAll(rows);
        return copy;
    }

    Object[] find(final int id) {
        return rows.get(id);
    }

    boolean remove(final int id) {
        return rows.remove(id) != null;
    }

    boolean insert(final Object[] row) {
        final boolean taken = rows.containsKey((Integer) row[0])
                || rows.values().stream().anyMatch(other -> row[1] != null && row[1].equals(other[1]));
        if (!taken) {
            rows.put((Integer) row[0], row);
        }
        return !taken;
    }

    /** Does what a statement does; false if it is refused, or finds no row where it must, or one where it must not. */
    boolean apply(final StatementForm form, final RowChange change) {
        return switch (form) {
            case INSERT -> insert(change.after());
            case UPDATE, OVERWRITE -> {
                final Object[] old = rows.remove((Integer) change.before()[0]);
                if (old == null) {
                    yield false;
                }
                if (!insert(change.after())) {
                    rows.put((Integer) old[0], old);
                    yield false;
                }
                yield true;
            }
            case DELETE -> remove((Integer) change.before()[0]);
            case ABSENT -> !rows.containsKey((Integer) change.before()[0]);
            default -> throw new IllegalArgumentException("no model of " + form);
        };
    }

    private List<List<Object>> values() {
        return rows.values().stream().map(Arrays::asList).toList();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RowModel model && values().equals(model.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return values().toString();
    }
}
