// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.CausalityKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table's columns, unique indexes and foreign keys at one location of the stream. Immutable; compared by identity. */
public final class TableStructure {
    private final TableId id;
    private final List<Column> columns;
    private final List<UniqueIndex> uniqueIndexes;
    private final List<ReferenceKey> references;
    private final int identity;
    private final long[] seeds;
    private final long[] referenceSeeds;

    /**
     * Describes a table whose foreign keys nobody checks.
     *
     * @param id            the table's name.
     * @param columns       its columns in the order of the row images, invisible ones included.
     * @param uniqueIndexes the primary key first, if there is one, then the others in a stable order.
     */
    public TableStructure(final TableId id, final List<Column> columns, final List<UniqueIndex> uniqueIndexes) {
        this(id, columns, uniqueIndexes, List.of());
    }

    /**
     * Describes a table.
     *
     * @param id            the table's name.
     * @param columns       its columns in the order of the row images, invisible ones included.
     * @param uniqueIndexes the primary key first, if there is one, then the others in a stable order: their places are
     *                      part of the causality keys.
     * @param references    what its own foreign keys reference, and what others reference of it, where the downstream
     *                      checks foreign keys.
     */
    public TableStructure(
            final TableId id,
            final List<Column> columns,
            final List<UniqueIndex> uniqueIndexes,
            final List<ReferenceKey> references) {
        this.id = requireNonNull(id, "id");
        this.columns = List.copyOf(columns);
        this.uniqueIndexes = List.copyOf(uniqueIndexes);
        this.references = List.copyOf(references);
        int found = -1;
        for (int i = uniqueIndexes.size() - 1; i >= 0; i--) {
            found = uniqueIndexes.get(i).identifies() ? i : found;
        }
        this.identity = found;
        this.seeds = new long[uniqueIndexes.size() + 1];
        final CausalityKey hash = new CausalityKey();
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = hash.seed(id, i);
        }
        this.referenceSeeds =
                references.stream().mapToLong(TableStructure::seedOf).toArray();
    }

    /** The same in the child's structure and in the parent's; servers may spell names in different cases. */
    private static long seedOf(final ReferenceKey reference) {
        final CausalityKey hash = new CausalityKey();
        hash.add(reference.parent().schema().toLowerCase(Locale.ROOT));
        hash.add(reference.parent().table().toLowerCase(Locale.ROOT));
        for (final String column : reference.parentColumns()) {
            hash.add(column.toLowerCase(Locale.ROOT));
        }
        return hash.value();
    }

    /** @return the table's name. */
    public TableId id() {
        return id;
    }

    /** @return the columns in the order of the row images. */
    public List<Column> columns() {
        return columns;
    }

    /** @return the primary key, if there is one, and then the unique indexes. */
    public List<UniqueIndex> uniqueIndexes() {
        return uniqueIndexes;
    }

    /** @return what its own foreign keys reference, and what others reference of it; empty if nobody checks. */
    public List<ReferenceKey> references() {
        return references;
    }

    /** @return what tells its rows apart: the primary key, else a unique index without NULLs, else nothing. */
    public Optional<UniqueIndex> identity() {
        return identity < 0 ? Optional.empty() : Optional.of(uniqueIndexes.get(identity));
    }

    /** @return what its rows' causality keys are computed from, in words; equal only if they are computed alike. */
    public String keyDefinition() {
        return KeyDefinition.of(this);
    }

    /** The place of the identity among the unique indexes, -1 if there is none. */
    int identityIndex() {
        return identity;
    }

    /** Where the hash of a key begins; {@code index == uniqueIndexes().size()} stands for the whole row. */
    long seed(final int index) {
        return seeds[index];
    }

    /** Where the hash of a reference begins. */
    long referenceSeed(final int index) {
        return referenceSeeds[index];
    }

    /** @return the table's name. */
    @Override
    public String toString() {
        return id.toString();
    }
}
