// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Column types of MySQL 5.7 and 8 and MariaDB to TiDB's, with the lengths and flags that TiDB's DDL would give them.
 *
 * <p>What TiDB has no type for becomes the type that can hold its values: INET6 is CHAR(39), INET4 CHAR(15) and UUID
 * CHAR(36), which is how they print; spatial types and VECTOR are LONGBLOB. MariaDB's JSON already is LONGTEXT.
 */
final class FieldTypes {
    private static final long UNSPECIFIED = -1;
    private static final int LENGTH_OF_TIME = 10;
    private static final int LENGTH_OF_DATETIME = 19;
    private static final long LONG_BLOB_LENGTH = 4_294_967_295L;

    private final ColumnType type;
    private final Collation text;

    private FieldTypes(final ColumnType type, final Collation text) {
        this.type = type;
        this.text = text;
    }

    /**
     * Translates a type.
     *
     * @param type  the source's type.
     * @param text  the column's collation, or the table's if the column has none.
     * @return TiDB's type, with all flags that follow from the type alone.
     */
    static FieldType of(final ColumnType type, final Collation text) {
        return new FieldTypes(type, text).translate();
    }

    private FieldType translate() {
        return switch (type.name()) {
            case "tinyint" -> integer(TypeCode.TINY, 4);
            case "smallint" -> integer(TypeCode.SHORT, 6);
            case "mediumint" -> integer(TypeCode.INT24, 9);
            case "int" -> integer(TypeCode.LONG, 11);
            case "bigint" -> number(TypeCode.LONGLONG, type.firstOr(20), 0);
            case "decimal" -> number(TypeCode.DECIMAL, type.firstOr(10), type.secondOr(0));
            case "float" -> floating(TypeCode.FLOAT, 12);
            case "double" -> floating(TypeCode.DOUBLE, 22);
            case "bit" -> bytes(TypeCode.BIT, type.firstOr(1), 0, ColumnFlag.UNSIGNED);
            case "year" -> bytes(TypeCode.YEAR, type.firstOr(4), 0, ColumnFlag.UNSIGNED | ColumnFlag.ZEROFILL);
            case "date" -> bytes(TypeCode.DATE, LENGTH_OF_TIME, 0, ColumnFlag.BINARY);
            case "time" -> temporal(TypeCode.TIME, LENGTH_OF_TIME);
            case "datetime" -> temporal(TypeCode.DATETIME, LENGTH_OF_DATETIME);
            case "timestamp" -> temporal(TypeCode.TIMESTAMP, LENGTH_OF_DATETIME);
            case "char" -> text(TypeCode.STRING, type.firstOr(1));
            case "varchar" -> text(TypeCode.VARCHAR, type.firstOr(0));
            case "tinytext" -> text(TypeCode.TINY_BLOB, 255);
            case "text" -> text(TypeCode.BLOB, 65_535);
            case "mediumtext" -> text(TypeCode.MEDIUM_BLOB, 16_777_215);
            case "longtext" -> text(TypeCode.LONG_BLOB, LONG_BLOB_LENGTH);
            case "binary" -> binary(TypeCode.STRING, type.firstOr(1));
            case "varbinary" -> binary(TypeCode.VARCHAR, type.firstOr(0));
            case "tinyblob" -> binary(TypeCode.TINY_BLOB, 255);
            case "blob" -> binary(TypeCode.BLOB, 65_535);
            case "mediumblob" -> binary(TypeCode.MEDIUM_BLOB, 16_777_215);
            case "longblob" -> binary(TypeCode.LONG_BLOB, LONG_BLOB_LENGTH);
            case "json" -> binary(TypeCode.JSON, LONG_BLOB_LENGTH);
            case "enum" -> elements(TypeCode.ENUM);
            case "set" -> elements(TypeCode.SET);
            case "inet6" -> printed(39);
            case "inet4" -> printed(15);
            case "uuid" -> printed(36);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection",
                    "vector" -> binary(TypeCode.LONG_BLOB, LONG_BLOB_LENGTH);
            default -> throw new IllegalArgumentException("the column type '" + type.name() + "' is not known");
        };
    }

    /** Without a sign a number needs one place less; TiDB makes an exception of BIGINT. */
    private FieldType integer(final int code, final int width) {
        return number(code, type.firstOr(type.isUnsigned() ? width - 1 : width), 0);
    }

    /** FLOAT(7) only chooses between FLOAT and DOUBLE; FLOAT(7,3) limits the digits. */
    private FieldType floating(final int code, final int width) {
        final int decimals = type.secondOr((int) UNSPECIFIED);
        return number(code, decimals == UNSPECIFIED ? width : type.firstOr(width), decimals);
    }

    private FieldType number(final int code, final long length, final int decimals) {
        return bytes(
                code,
                length,
                decimals,
                (type.isUnsigned() ? ColumnFlag.UNSIGNED : 0) | (type.isZerofill() ? ColumnFlag.ZEROFILL : 0));
    }

    /** A fraction takes places behind a point. */
    private FieldType temporal(final int code, final int width) {
        final int fraction = type.firstOr(0);
        return bytes(code, fraction == 0 ? width : width + 1 + fraction, fraction, ColumnFlag.BINARY);
    }

    private static FieldType binary(final int code, final long length) {
        return bytes(code, length, 0, ColumnFlag.BINARY);
    }

    private static FieldType bytes(final int code, final long length, final int decimals, final long flags) {
        return new FieldType(
                code, flags, length, decimals, Collation.BINARY.charset(), Collation.BINARY.name(), List.of());
    }

    private FieldType text(final int code, final long length) {
        return text(code, length, text, List.of());
    }

    private static FieldType printed(final long length) {
        return text(TypeCode.STRING, length, Collation.DEFAULT, List.of());
    }

    /** The length is that of the longest value: one of an ENUM, all of a SET with commas between them. In bytes. */
    private FieldType elements(final int code) {
        final List<String> elements =
                type.elements().stream().map(FieldTypes::withoutPadding).toList();
        final var bytes = elements.stream().mapToLong(element -> element.getBytes(StandardCharsets.UTF_8).length);
        final long length = code == TypeCode.ENUM ? bytes.max().orElse(UNSPECIFIED) : bytes.sum() + elements.size() - 1;
        return text(code, length, text, elements);
    }

    private static String withoutPadding(final String element) {
        int end = element.length();
        while (end > 0 && element.charAt(end - 1) == ' ') {
            end--;
        }
        return element.substring(0, end);
    }

    private static FieldType text(
            final int code, final long length, final Collation collation, final List<String> elements) {
        final long flags = collation.equals(Collation.BINARY) ? ColumnFlag.BINARY : 0;
        return new FieldType(code, flags, length, 0, collation.charset(), collation.name(), elements);
    }
}
