// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a table map of the binlog tells of a column. How much that is depends on the upstream's version and on its
 * binlog_row_metadata.
 *
 * @param kind      how its values are logged.
 * @param size      bytes of an INTEGER and, at most, of a CHAR, VARCHAR or BLOB; all digits of a DECIMAL; bits of a BIT; digits
 *                  of a second of a DATETIME, TIMESTAMP or TIME; -1 if it has none or it is not told.
 * @param scale     digits behind a DECIMAL's point, 0 for others.
 * @param name      empty if it is not told.
 * @param unsigned  whether a number has no sign, if it is told.
 * @param collation the upstream's number of a text's collation, if it is told.
 * @param members   of an ENUM or SET, in their order; empty if they are not told.
 */
public record UpstreamColumn(
        Kind kind,
        long size,
        int scale,
        String name,
        Optional<Boolean> unsigned,
        OptionalInt collation,
        List<String> members) {
    /** How values are logged, which is less than a type: a CHAR may be a BINARY, a BLOB a TEXT. */
    public enum Kind {
        /** TINYINT to BIGINT. */
        INTEGER,
        /** DECIMAL. */
        DECIMAL,
        /** FLOAT. */
        FLOAT,
        /** DOUBLE. */
        DOUBLE,
        /** BIT. */
        BIT,
        /** YEAR. */
        YEAR,
        /** DATE. */
        DATE,
        /** DATETIME. */
        DATETIME,
        /** TIMESTAMP. */
        TIMESTAMP,
        /** TIME. */
        TIME,
        /** CHAR, BINARY, and MariaDB's INET4, INET6 and UUID. */
        CHAR,
        /** VARCHAR and VARBINARY. */
        VARCHAR,
        /** The TEXTs and BLOBs. */
        BLOB,
        /** ENUM. */
        ENUM,
        /** SET. */
        SET,
        /** MySQL's JSON. */
        JSON,
        /** GEOMETRY and its subtypes. */
        GEOMETRY,
        /** Anything else. */
        OTHER
    }

    /** All are required. */
    public UpstreamColumn {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(unsigned, "unsigned");
        requireNonNull(collation, "collation");
        members = List.copyOf(members);
    }

    /** The type for messages. */
    String inWords(final String charset) {
        return switch (kind) {
            case INTEGER -> integer() + (unsigned.orElse(false) ? " UNSIGNED" : "");
            case DECIMAL -> "DECIMAL(" + size + "," + scale + ")";
            case BIT, DATETIME, TIMESTAMP, TIME -> size > 0 ? kind + "(" + size + ")" : kind.toString();
            case CHAR, VARCHAR ->
                ("binary".equals(charset) ? kind == Kind.CHAR ? "BINARY" : "VARBINARY" : kind) + text(charset);
            case BLOB ->
                ("binary".equals(charset) ? "BLOB" : charset.isEmpty() ? "TEXT or BLOB" : "TEXT") + text(charset);
            case ENUM, SET ->
                kind
                        + members.stream()
                                .map(member -> "'" + member.replace("'", "''") + "'")
                                .collect(Collectors.joining(",", "(", ")"))
                                .replace("()", "");
            case YEAR, DATE, FLOAT, DOUBLE, JSON, GEOMETRY, OTHER -> kind.toString();
        };
    }

    private String integer() {
        return switch ((int) size) {
            case 1 -> "TINYINT";
            case 2 -> "SMALLINT";
            case 3 -> "MEDIUMINT";
            case 4 -> "INT";
            default -> "BIGINT";
        };
    }

    private String text(final String charset) {
        return (size < 0 ? "" : String.format(Locale.ROOT, " of up to %d bytes", size))
                + (charset.isEmpty() || "binary".equals(charset) ? "" : " in " + charset);
    }
}
