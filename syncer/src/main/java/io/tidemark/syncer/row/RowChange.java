// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

/**
 * One row, changed. The values are as the binlog carries them, in the order of the structure's columns; {@link ColumnValue}
 * says how that is, and turns them into what JDBC binds.
 *
 * <p>Immutable by contract: the arrays are not copied, because there is one object a row. Nobody writes to them.
 */
public final class RowChange {
    /** What happened to the row. */
    public enum Kind {
        /** It came into being. */
        INSERT,
        /** Its values changed. */
        UPDATE,
        /** It is gone. */
        DELETE
    }

    /** Of a small object, header included; what it says of numbers and times is right to some bytes. */
    private static final int OBJECT_BYTES = 24;

    private static final int REFERENCE_BYTES = 4;

    private final TableStructure structure;
    private final Kind kind;
    private final Object[] before;
    private final Object[] after;
    private final boolean safeMode;
    private final UpstreamTransaction transaction;
    private final long row;

    private RowChange(
            final TableStructure structure,
            final Kind kind,
            final Object[] before,
            final Object[] after,
            final boolean safeMode) {
        this.structure = requireNonNull(structure, "structure");
        this.kind = kind;
        this.before = complete(before);
        this.after = complete(after);
        this.safeMode = safeMode;
        this.transaction = UpstreamTransaction.NONE;
        this.row = 0;
    }

    private RowChange(final RowChange change, final UpstreamTransaction transaction, final long row) {
        this.structure = change.structure;
        this.kind = change.kind;
        this.before = change.before;
        this.after = change.after;
        this.safeMode = change.safeMode;
        this.transaction = requireNonNull(transaction, "transaction");
        this.row = row;
    }

    /**
     * A new row.
     *
     * @param structure the table.
     * @param after     all values of the row.
     * @param safeMode  whether it may have been applied before.
     * @return the change.
     */
    public static RowChange insert(final TableStructure structure, final Object[] after, final boolean safeMode) {
        return new RowChange(structure, Kind.INSERT, null, requireNonNull(after, "after"), safeMode);
    }

    /**
     * A changed row.
     *
     * @param structure the table.
     * @param before    all values that the row had.
     * @param after     all values that the row has now.
     * @param safeMode  whether it may have been applied before.
     * @return the change.
     */
    public static RowChange update(
            final TableStructure structure, final Object[] before, final Object[] after, final boolean safeMode) {
        return new RowChange(
                structure, Kind.UPDATE, requireNonNull(before, "before"), requireNonNull(after, "after"), safeMode);
    }

    /**
     * A deleted row.
     *
     * @param structure the table.
     * @param before    all values that the row had.
     * @param safeMode  whether it may have been applied before.
     * @return the change.
     */
    public static RowChange delete(final TableStructure structure, final Object[] before, final boolean safeMode) {
        return new RowChange(structure, Kind.DELETE, requireNonNull(before, "before"), null, safeMode);
    }

    /**
     * The same change at its place in the stream.
     *
     * @param in    the transaction.
     * @param index the row's place among all rows of the transaction, from 0.
     * @return the change, placed.
     */
    public RowChange at(final UpstreamTransaction in, final long index) {
        return new RowChange(this, in, index);
    }

    /** @return the transaction that it belongs to. */
    public UpstreamTransaction transaction() {
        return transaction;
    }

    /** @return its place among all rows of the transaction, from 0. */
    public long row() {
        return row;
    }

    /** @return the table. */
    public TableStructure structure() {
        return structure;
    }

    /** @return what happened. */
    public Kind kind() {
        return kind;
    }

    /** @return the values before the change, null for an INSERT; not to be written to. */
    public Object[] before() {
        return before;
    }

    /** @return the values after the change, null for a DELETE; not to be written to. */
    public Object[] after() {
        return after;
    }

    /** @return whether it may have been applied before, so that it has to be applied in a repeatable way. */
    public boolean safeMode() {
        return safeMode;
    }

    /** @return about how many bytes of memory the change takes: good enough to bound what is in flight. */
    public long bytes() {
        return OBJECT_BYTES + bytes(before) + bytes(after);
    }

    private static long bytes(final Object[] image) {
        if (image == null) {
            return 0;
        }
        long bytes = OBJECT_BYTES + (long) REFERENCE_BYTES * image.length;
        for (final Object value : image) {
            if (value != null) {
                bytes += OBJECT_BYTES + (value instanceof byte[] array ? array.length : 0);
            }
        }
        return bytes;
    }

    private Object[] complete(final Object[] image) {
        if (image != null && image.length != structure.columns().size()) {
            throw new IllegalArgumentException("a row image of " + structure + " has " + image.length
                    + " values, but the table has " + structure.columns().size() + " columns");
        }
        return image;
    }
}
