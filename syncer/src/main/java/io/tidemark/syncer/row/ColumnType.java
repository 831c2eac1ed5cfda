// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

/** Families of column types: types of one family come from the binlog, and go to JDBC, in the same form. */
public enum ColumnType {
    /** TINYINT to BIGINT, signed or not. */
    INTEGER,
    /** DECIMAL and NUMERIC. */
    DECIMAL,
    /** FLOAT, four bytes. */
    FLOAT,
    /** DOUBLE and REAL, eight bytes. */
    DOUBLE,
    /** BIT(1) to BIT(64). */
    BIT,
    /** YEAR. */
    YEAR,
    /** DATE. */
    DATE,
    /** DATETIME with up to six digits of a second's fraction. */
    DATETIME,
    /** TIMESTAMP with up to six digits of a second's fraction. */
    TIMESTAMP,
    /** TIME, from -838:59:59 to 838:59:59, with up to six digits of a second's fraction. */
    TIME,
    /** CHAR, VARCHAR and the TEXT types. */
    TEXT,
    /** BINARY of a fixed length. */
    BINARY,
    /** VARBINARY and the BLOB types. */
    BYTES,
    /** ENUM. */
    ENUM,
    /** SET. */
    SET,
    /** MySQL's JSON; MariaDB's is {@link #TEXT}. */
    JSON,
    /** GEOMETRY and its subtypes. */
    GEOMETRY,
    /** MariaDB's INET4 and INET6. */
    ADDRESS,
    /** MariaDB's UUID. */
    UUID
}
