// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

/**
 * The numbers by which TableInfo names column types: those of the MySQL protocol. Kept as numbers, not as an enum, because
 * a newer DM may write one that is not known here.
 */
public final class TypeCode {
    /** TINYINT. */
    public static final int TINY = 1;
    /** SMALLINT. */
    public static final int SHORT = 2;
    /** INT. */
    public static final int LONG = 3;
    /** FLOAT. */
    public static final int FLOAT = 4;
    /** DOUBLE. */
    public static final int DOUBLE = 5;
    /** TIMESTAMP. */
    public static final int TIMESTAMP = 7;
    /** BIGINT. */
    public static final int LONGLONG = 8;
    /** MEDIUMINT. */
    public static final int INT24 = 9;
    /** DATE. */
    public static final int DATE = 10;
    /** TIME. */
    public static final int TIME = 11;
    /** DATETIME. */
    public static final int DATETIME = 12;
    /** YEAR. */
    public static final int YEAR = 13;
    /** VARCHAR and VARBINARY. */
    public static final int VARCHAR = 15;
    /** BIT. */
    public static final int BIT = 16;
    /** JSON. */
    public static final int JSON = 245;
    /** DECIMAL. */
    public static final int DECIMAL = 246;
    /** ENUM. */
    public static final int ENUM = 247;
    /** SET. */
    public static final int SET = 248;
    /** TINYTEXT and TINYBLOB. */
    public static final int TINY_BLOB = 249;
    /** MEDIUMTEXT and MEDIUMBLOB. */
    public static final int MEDIUM_BLOB = 250;
    /** LONGTEXT and LONGBLOB. */
    public static final int LONG_BLOB = 251;
    /** TEXT and BLOB. */
    public static final int BLOB = 252;
    /** CHAR and BINARY. */
    public static final int STRING = 254;

    private TypeCode() {}

    /** @return whether it is one of the five integer types. */
    static boolean isInteger(final int type) {
        return type == TINY || type == SHORT || type == INT24 || type == LONG || type == LONGLONG;
    }

    /** @return whether values are decimal numbers, whole or not. BIT and YEAR are not. */
    static boolean isNumber(final int type) {
        return isInteger(type) || type == FLOAT || type == DOUBLE || type == DECIMAL;
    }
}
