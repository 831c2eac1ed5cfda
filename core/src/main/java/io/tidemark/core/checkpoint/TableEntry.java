// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.TablePoint;
import java.util.Optional;

/**
 * One table's point, with its structure on both sides. A structure that has not changed is left out of snapshots, and both
 * sides share one object.
 */
final class TableEntry extends Point {
    private final TableId table;

    private volatile TableInfo savedStructure;
    private volatile TableInfo flushedStructure;

    /** Whether the store may hold another structure even once all snapshots are written; the writer's. */
    private boolean structureMoved;

    /** Whether it is listed as moved; the writer's. */
    private boolean listed;

    /** Whether the table is gone; it may still be listed, and is passed over. The writer's. */
    private boolean dropped;

    TableEntry(final TableId table, final Location both, final TableInfo structure) {
        super(both);
        this.table = table;
        this.savedStructure = structure;
        this.flushedStructure = structure;
    }

    TableId table() {
        return table;
    }

    TableInfo structure() {
        return savedStructure;
    }

    TableInfo flushedStructure() {
        return flushedStructure;
    }

    /** Returns whether it is another one than before. */
    boolean saveStructure(final TableInfo structure) {
        if (structure.equals(savedStructure)) {
            return false;
        }
        savedStructure = structure;
        structureMoved = true;
        return true;
    }

    TablePoint picture() {
        final Optional<TableInfo> structure = structureMoved ? Optional.of(savedStructure) : Optional.empty();
        structureMoved = false;
        return new TablePoint(table, saved(), structure);
    }

    /** A picture of it is not durable, or nobody knows: the structure that it held has to be written again. */
    void discarded(final TablePoint picture) {
        structureMoved |= picture.structure().isPresent();
    }

    void flushed(final TablePoint point) {
        flush(point.location());
        point.structure().ifPresent(structure -> flushedStructure = structure);
    }

    @Override
    void rollback() {
        super.rollback();
        savedStructure = flushedStructure;
    }

    /** Returns false if it is listed already. */
    boolean list() {
        final boolean added = !listed;
        listed = true;
        return added;
    }

    void unlist() {
        listed = false;
    }

    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }
}
