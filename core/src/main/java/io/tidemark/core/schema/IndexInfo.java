// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An index of a {@link TableInfo}, as far as readers need it. Immutable.
 *
 * @param name    as the source spells it; {@code PRIMARY} for the primary key.
 * @param columns what is indexed, in the index's order.
 * @param unique  whether two rows can't have the same values, NULL apart.
 * @param primary whether it is the primary key.
 */
public record IndexInfo(String name, List<Part> columns, boolean unique, boolean primary) {
    /** All are required. */
    public IndexInfo {
        requireNonNull(name, "name");
        columns = List.copyOf(columns);
    }

    /**
     * A column of an index.
     *
     * @param name   the column's name.
     * @param offset the column's offset in the table.
     * @param length how many characters (bytes of a binary string) are indexed; {@link #WHOLE} for all.
     */
    public record Part(String name, int offset, int length) {
        /** The whole value is indexed. */
        public static final int WHOLE = -1;

        /** All are required. */
        public Part {
            requireNonNull(name, "name");
        }
    }
}
