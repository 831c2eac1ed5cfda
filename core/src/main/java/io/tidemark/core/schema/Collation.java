// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

/**
 * A collation and its character set, under TiDB's names: what newer servers call {@code utf8mb3} is {@code utf8} there.
 * Collations that TiDB does not know keep the source's name.
 */
record Collation(String charset, String name) {
    static final Collation BINARY = new Collation("binary", "binary");

    /** TiDB's own default. */
    static final Collation DEFAULT = new Collation("utf8mb4", "utf8mb4_bin");

    private static final String NEW_UTF8 = "utf8mb3";

    /** A collation's name begins with its character set. */
    static Collation of(final String name) {
        final String known = name.startsWith(NEW_UTF8) ? "utf8" + name.substring(NEW_UTF8.length()) : name;
        final int end = known.indexOf('_');
        return new Collation(end < 0 ? known : known.substring(0, end), known);
    }
}
