// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

/** What to do with a statement downstream. */
public enum Verdict {
    /** It changes schemas, tables, views or routines: execute it. */
    EXECUTE,
    /** It has no place downstream: pass over it. */
    SKIP,
    /** It changes rows; a source in row format logs the rows instead, so it must not be executed. */
    DML,
    /** Neither dialect's grammar knows it. */
    UNPARSABLE
}
