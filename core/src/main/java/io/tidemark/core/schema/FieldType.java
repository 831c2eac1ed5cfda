// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The type of a column, in TiDB's terms. Immutable.
 *
 * @param code      one of {@link TypeCode}, or a number that is not known here.
 * @param flags     bits of {@link ColumnFlag}.
 * @param length    characters of a text, bytes of a binary string, digits of a number; -1 if unspecified.
 * @param decimals  digits behind the point, or of a second's fraction; -1 if unspecified.
 * @param charset   the character set; {@code binary} for all that is not text.
 * @param collation the collation; {@code binary} for all that is not text.
 * @param elements  the values of an ENUM or SET in their order; else empty.
 */
public record FieldType(
        int code, long flags, long length, int decimals, String charset, String collation, List<String> elements) {
    /** All are required. */
    public FieldType {
        requireNonNull(charset, "charset");
        requireNonNull(collation, "collation");
        elements = List.copyOf(elements);
    }

    /**
     * Tells whether a flag is set.
     *
     * @param flag one of {@link ColumnFlag}.
     * @return whether it is set.
     */
    public boolean has(final long flag) {
        return (flags & flag) != 0;
    }

    FieldType with(final long flag) {
        return new FieldType(code, flags | flag, length, decimals, charset, collation, elements);
    }
}
