// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

/**
 * A column of a table.
 *
 * @param name       as the server spells it.
 * @param type       the family of its type.
 * @param bytes      width of an INTEGER, length of a BINARY, an ADDRESS or a UUID, in bytes; 0 for other families.
 * @param unsigned   whether a number has no sign.
 * @param charset    MySQL's name of a TEXT's character set, empty for other families.
 * @param collation  MySQL's name of a TEXT's collation, empty for other families.
 * @param generation whether the server computes it.
 * @param compressed whether MariaDB keeps its values compressed.
 * @param declared   the type as the server spells it, empty if it is not known.
 */
public record Column(
        String name,
        ColumnType type,
        int bytes,
        boolean unsigned,
        String charset,
        String collation,
        Generation generation,
        boolean compressed,
        String declared) {
    /** How a column gets its value. */
    public enum Generation {
        /** Written by statements. */
        NONE,
        /** Computed when it is written, and stored. */
        STORED,
        /** Computed when it is read; a binlog may not carry it. */
        VIRTUAL
    }

    /**
     * A column whose values are kept as they are; the parameters are those of all.
     *
     * @param name       as the server spells it.
     * @param type       the family of its type.
     * @param bytes      width or length in bytes, 0 for families that have none.
     * @param unsigned   whether a number has no sign.
     * @param charset    MySQL's name of a TEXT's character set, empty for other families.
     * @param collation  MySQL's name of a TEXT's collation, empty for other families.
     * @param generation whether the server computes it.
     */
    public Column(
            final String name,
            final ColumnType type,
            final int bytes,
            final boolean unsigned,
            final String charset,
            final String collation,
            final Generation generation) {
        this(name, type, bytes, unsigned, charset, collation, generation, false, "");
    }

    /** All are required. */
    public Column {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(charset, "charset");
        requireNonNull(collation, "collation");
        requireNonNull(generation, "generation");
        requireNonNull(declared, "declared");
    }

    /** @return whether the server computes the value, so that no statement may write it. */
    public boolean isGenerated() {
        return generation != Generation.NONE;
    }

    /** @return the name in back-quotes, ready for SQL. */
    public String quoted() {
        return '`' + name.replace("`", "``") + '`';
    }
}
