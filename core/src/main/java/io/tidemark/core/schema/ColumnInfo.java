// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A column of a {@link TableInfo}, as far as readers need it. Immutable.
 *
 * @param id                  unique in the table, and kept by renames and moves of the column.
 * @param name                as the source spells it.
 * @param offset              place in a row, from 0.
 * @param type                the type.
 * @param defaultValue        the default as text; absent if there is none or it is NULL. Of a BIT column, a text of one
 *                            character (U+0000 to U+00FF) per byte.
 * @param defaultIsExpression whether the default is an expression and not a value.
 * @param generatedExpression what the value is computed from; empty if it is stored by statements.
 * @param generatedStored     whether a generated value is stored, so that row images hold it.
 * @param hidden              made by TiDB for an index on an expression: no column of the source.
 * @param comment             the comment, may be empty.
 */
public record ColumnInfo(
        long id,
        String name,
        int offset,
        FieldType type,
        Optional<String> defaultValue,
        boolean defaultIsExpression,
        String generatedExpression,
        boolean generatedStored,
        boolean hidden,
        String comment) {
    /** All are required. */
    public ColumnInfo {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(defaultValue, "defaultValue");
        requireNonNull(generatedExpression, "generatedExpression");
        requireNonNull(comment, "comment");
    }

    /** @return whether the value is computed from other columns. */
    public boolean isGenerated() {
        return !generatedExpression.isEmpty();
    }
}
