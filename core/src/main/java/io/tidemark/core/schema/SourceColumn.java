// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A row of information_schema.columns. Immutable.
 *
 * @param name       {@code column_name}.
 * @param columnType {@code column_type}, for instance {@code int(10) unsigned}.
 * @param nullable   {@code is_nullable}.
 * @param byDefault  {@code column_default}; null if the server says NULL.
 * @param collation  {@code collation_name}; null if the column holds no text.
 * @param extra      {@code extra}, may be empty.
 * @param generation {@code generation_expression}; null or empty if the column is not generated.
 * @param comment    {@code column_comment}, may be empty.
 */
public record SourceColumn(
        String name,
        String columnType,
        boolean nullable,
        String byDefault,
        String collation,
        String extra,
        String generation,
        String comment) {
    /** Those that may be null are named above. */
    public SourceColumn {
        requireNonNull(name, "name");
        requireNonNull(columnType, "columnType");
        requireNonNull(extra, "extra");
        requireNonNull(comment, "comment");
    }

    /** The period of a table with system versioning looks generated, but is no expression. */
    boolean isGenerated() {
        return generation != null
                && !generation.isEmpty()
                && !generation.equals("ROW START")
                && !generation.equals("ROW END");
    }

    /** @return whether {@code extra} says so, in whatever case. */
    boolean extraSays(final String what) {
        return extra.toLowerCase(Locale.ROOT).contains(what);
    }
}
