// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import io.tidemark.pipeline.CausalityKey;
import io.tidemark.syncer.row.UniqueIndex.Part;
import java.util.List;
import java.util.Objects;

/**
 * Computes the causality keys of row changes: changes that share one must be applied in their binlog order.
 *
 * <p>Example, a table with the primary key {@code id} and the unique index {@code email}: {@code UPDATE ... SET email =
 * 'b' WHERE id = 1}, of a row that had {@code 'a'}, has the keys id=1, email=a and email=b; an insert of {@code (2,
 * 'a')} that follows shares email=a, so it waits for the update.
 *
 * <p>Values that the column's collation treats as equal get the same key, see {@link TextFolding}. Different values may
 * get the same key too, which costs a needless wait and nothing else. An index that a row image can't tell the value
 * of gets one key for all rows of the table.
 *
 * <p>Where the downstream checks foreign keys, a child's change also has the keys of the parent rows that it references,
 * and a parent's change the keys of what is referenced of it, see {@link ReferenceKey}: so a child is inserted after its
 * parent, and a parent deleted after its children.
 *
 * <p>For one thread: it holds what it hashes with.
 */
public final class CausalityKeys {
    private final CausalityKey hash = new CausalityKey();
    private final KeyValue value = new KeyValue(hash);

    /**
     * Writes the keys of a change. The first is the identity of the row before the change, or after it for an INSERT;
     * the order of the others means nothing.
     *
     * @param change the change.
     * @param into   is cleared and then filled with at least one key.
     * @throws io.tidemark.syncer.failure.OperatorException if a column that is part of a key can't be understood.
     */
    public void write(final RowChange change, final KeyBuffer into) {
        into.clear();
        final TableStructure structure = change.structure();
        final Object[] first = change.before() != null ? change.before() : change.after();
        final Object[] second = change.before() != null ? change.after() : null;
        final int identity = structure.identityIndex();
        if (identity >= 0) {
            addKey(structure, identity, first, into);
        } else {
            into.addDistinct(wholeRow(structure, first));
            if (second != null) {
                into.addDistinct(wholeRow(structure, second));
            }
        }
        for (int index = 0; index < structure.uniqueIndexes().size(); index++) {
            addKey(structure, index, first, into);
            if (second != null) {
                addKey(structure, index, second, into);
            }
        }
        for (int reference = 0; reference < structure.references().size(); reference++) {
            addReference(structure, reference, first, into);
            if (second != null) {
                addReference(structure, reference, second, into);
            }
        }
    }

    private void addKey(final TableStructure structure, final int index, final Object[] image, final KeyBuffer into) {
        final UniqueIndex unique = structure.uniqueIndexes().get(index);
        hash.start(structure.seed(index));
        final List<Part> parts = unique.parts();
        for (int i = 0; i < parts.size(); i++) {
            final Part part = parts.get(i);
            final Object raw = image[part.column()];
            if (raw == null) {
                return;
            }
            value.add(structure, structure.columns().get(part.column()), raw, part.prefix());
        }
        into.addDistinct(hash.value());
    }

    /** A foreign key with a NULL in it references nothing. */
    private void addReference(
            final TableStructure structure, final int reference, final Object[] image, final KeyBuffer into) {
        hash.start(structure.referenceSeed(reference));
        final List<Integer> columns = structure.references().get(reference).columns();
        for (int i = 0; i < columns.size(); i++) {
            final int column = columns.get(i);
            if (image[column] == null) {
                return;
            }
            value.addReferenced(structure, structure.columns().get(column), image[column]);
        }
        into.addDistinct(hash.value());
    }

    private long wholeRow(final TableStructure structure, final Object[] image) {
        hash.start(structure.seed(structure.uniqueIndexes().size()));
        final List<Column> columns = structure.columns();
        for (int i = 0; i < columns.size(); i++) {
            final Column column = columns.get(i);
            // one JSON document has several texts; what is generated follows from the rest
            if (column.type() == ColumnType.JSON || column.isGenerated()) {
                continue;
            }
            if (image[i] == null) {
                hash.add(Long.MIN_VALUE);
            } else {
                value.add(structure, column, image[i], 0);
            }
        }
        return hash.value();
    }

    /**
     * Whether an update changed a value of a unique index, letter by letter.
     *
     * @param change an UPDATE.
     * @return true if a value of the primary key or of a unique index differs, or if the table has no identity.
     */
    public static boolean keyChanged(final RowChange change) {
        final TableStructure structure = change.structure();
        if (structure.identityIndex() < 0) {
            return true;
        }
        for (final UniqueIndex unique : structure.uniqueIndexes()) {
            if (!unique.computable()) {
                return true;
            }
            for (final Part part : unique.parts()) {
                if (!Objects.deepEquals(change.before()[part.column()], change.after()[part.column()])) {
                    return true;
                }
            }
        }
        return false;
    }
}
