// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

/** The two families of servers; they differ in GTIDs, names of privileges and some statements. */
public enum Flavour {
    /** MySQL and its close kin. */
    MYSQL,
    /** MariaDB. */
    MARIADB
}
