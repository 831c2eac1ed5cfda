// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.syncer.row.ColumnType;

/** The families of the types that {@code information_schema.COLUMNS.DATA_TYPE} names. */
final class ColumnTypes {
    private ColumnTypes() {}

    /** The family of a type, null if it is unknown. */
    static ColumnType family(final String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> ColumnType.INTEGER;
            case "decimal" -> ColumnType.DECIMAL;
            case "float" -> ColumnType.FLOAT;
            case "double" -> ColumnType.DOUBLE;
            case "bit" -> ColumnType.BIT;
            case "year" -> ColumnType.YEAR;
            case "date" -> ColumnType.DATE;
            case "datetime" -> ColumnType.DATETIME;
            case "timestamp" -> ColumnType.TIMESTAMP;
            case "time" -> ColumnType.TIME;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> ColumnType.TEXT;
            case "binary" -> ColumnType.BINARY;
            case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> ColumnType.BYTES;
            case "enum" -> ColumnType.ENUM;
            case "set" -> ColumnType.SET;
            case "json" -> ColumnType.JSON;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> ColumnType.GEOMETRY;
            case "inet4", "inet6" -> ColumnType.ADDRESS;
            case "uuid" -> ColumnType.UUID;
            default -> null;
        };
    }

    /** The width of an integer type, of an address and of a UUID, 0 of others. */
    static int width(final String dataType) {
        return switch (dataType) {
            case "tinyint" -> 1;
            case "smallint" -> 2;
            case "mediumint" -> 3;
            case "int" -> 4;
            case "bigint" -> 8;
            case "inet4" -> 4;
            case "inet6", "uuid" -> 16;
            default -> 0;
        };
    }
}
