// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.checkpoint.CheckpointView;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Structures that the checkpoint has none of yet: they go into it with the table's next point, for DM and for people.
 * The source thread's.
 */
final class NewStructures {
    private final CheckpointView checkpoint;
    private final Function<TableId, TableInfo> reader;
    private final Map<TableId, TableInfo> seen = new HashMap<>();

    NewStructures(final CheckpointView checkpoint, final Function<TableId, TableInfo> reader) {
        this.checkpoint = checkpoint;
        this.reader = reader;
    }

    /**
     * A table's rows arrive for the first time in this run, or since a DDL.
     *
     * @param target the table's name downstream.
     */
    void seen(final TableId table, final TableId target) {
        if (checkpoint.tableStructure(table).isNone()) {
            final TableInfo structure = reader.apply(target).withName(table.table());
            if (!structure.isNone()) {
                seen.put(table, structure);
            }
        }
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    /** Hands them over and forgets them. */
    DdlEffect take() {
        final DdlEffect effect = new DdlEffect(seen, List.of(), List.of());
        seen.clear();
        return effect;
    }
}
