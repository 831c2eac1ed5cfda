// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

/** Whose SQL a statement is written in. The other's grammar is tried where the first does not know the statement. */
public enum Dialect {
    /** MySQL. */
    MYSQL,
    /** MariaDB. */
    MARIADB
}
