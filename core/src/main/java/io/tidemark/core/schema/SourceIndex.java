// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The rows of information_schema.statistics for one index. Immutable.
 *
 * @param name    {@code index_name}.
 * @param unique  whether {@code non_unique} is 0.
 * @param type    {@code index_type}, for instance {@code BTREE}.
 * @param visible whether the optimiser uses it: {@code is_visible} of MySQL, not {@code ignored} of MariaDB.
 * @param comment {@code index_comment}, may be empty.
 * @param parts   the columns, by {@code seq_in_index}.
 */
public record SourceIndex(String name, boolean unique, String type, boolean visible, String comment, List<Part> parts) {
    /** The name that a primary key always has, and no other index can have. */
    public static final String PRIMARY = "PRIMARY";

    /** All are required. */
    public SourceIndex {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(comment, "comment");
        parts = List.copyOf(parts);
    }

    /**
     * A part of an index.
     *
     * @param column {@code column_name}; null if an expression is indexed.
     * @param length {@code sub_part}; {@link IndexInfo.Part#WHOLE} if the server says NULL.
     */
    public record Part(String column, int length) {}

    boolean isPrimary() {
        return name.equals(PRIMARY);
    }

    /** FULLTEXT, SPATIAL and VECTOR indexes constrain no rows, and TiDB's DDL leaves them out of TableInfo too. */
    boolean isOrdered() {
        return type.equals("BTREE") || type.equals("HASH");
    }

    boolean hasExpression() {
        return parts.stream().anyMatch(part -> part.column() == null);
    }
}
