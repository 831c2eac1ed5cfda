// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A primary key or a unique index.
 *
 * @param name       the index's name, {@code PRIMARY} for a primary key.
 * @param parts      its columns, in order; empty if it is not {@code computable}.
 * @param nullable   whether a column of it may be NULL, so that rows without a value in it may exist.
 * @param computable whether a row image holds all values of it. An index over an expression or a virtual column is
 *                   not: any two rows may then be equal in it.
 */
public record UniqueIndex(String name, List<Part> parts, boolean nullable, boolean computable) {
    /**
     * A column of an index.
     *
     * @param column the column's place in the table, from 0.
     * @param prefix how much of the value counts, in characters of a text and in bytes of others; 0 for all of it.
     */
    public record Part(int column, int prefix) {}

    /** All are required. */
    public UniqueIndex {
        requireNonNull(name, "name");
        parts = List.copyOf(parts);
    }

    /** @return whether each row has a value of its own in it. */
    boolean identifies() {
        return computable && !nullable;
    }
}
