// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The structures of the tables seen so far. For the thread that turns row events into changes, and only for it. */
public final class TableStructures {
    private final Function<TableId, TableStructure> reader;
    private final Runnable forget;
    private final Map<TableId, TableStructure> known = new HashMap<>();

    /**
     * Begins with nothing known.
     *
     * @param reader finds the present structure of a table; throws if there is none.
     * @param forget makes the reader forget what it keeps, after a DDL.
     */
    public TableStructures(final Function<TableId, TableStructure> reader, final Runnable forget) {
        this.reader = requireNonNull(reader, "reader");
        this.forget = requireNonNull(forget, "forget");
    }

    /**
     * A table's structure, read when it is asked for first.
     *
     * @param table the table's name.
     * @return its structure.
     */
    public TableStructure of(final TableId table) {
        return known.computeIfAbsent(table, reader);
    }

    /** Forgets all of them; to be called after each DDL. */
    public void invalidateAll() {
        known.clear();
        forget.run();
    }
}
