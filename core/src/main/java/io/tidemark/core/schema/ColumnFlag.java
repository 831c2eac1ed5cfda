// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

/**
 * The bits of a column's flags in TableInfo: those of the MySQL protocol. TiDB's DDL, which DM's schema tracker uses, sets
 * the ones below; the protocol's bits for BLOB, ENUM, SET and TIMESTAMP it never stores, and neither does Tidemark.
 */
public final class ColumnFlag {
    /** The column can't be NULL. */
    public static final long NOT_NULL = 1;
    /** The column is in the primary key. */
    public static final long PRIMARY_KEY = 1 << 1;
    /** The column alone is a unique key. */
    public static final long UNIQUE_KEY = 1 << 2;
    /** The column is the first of a unique key of several columns, or of a key that is not unique. */
    public static final long MULTIPLE_KEY = 1 << 3;
    /** The number has no sign. BIT and YEAR have this flag always. */
    public static final long UNSIGNED = 1 << 5;
    /** The number is shown with leading zeros; implies {@link #UNSIGNED}. YEAR has it always. */
    public static final long ZEROFILL = 1 << 6;
    /** The value is compared as bytes: binary strings, JSON, and the types of date and time. */
    public static final long BINARY = 1 << 7;
    /** The column numbers rows. */
    public static final long AUTO_INCREMENT = 1 << 9;
    /** The column can't be NULL, has no default and does not number rows. */
    public static final long NO_DEFAULT = 1 << 12;
    /** The column is set to the time of an update. */
    public static final long ON_UPDATE_NOW = 1 << 13;

    private ColumnFlag() {}
}
