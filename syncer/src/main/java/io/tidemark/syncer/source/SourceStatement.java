// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.ddl.LoggedSession;

/**
 * A statement that the source logged as text.
 *
 * @param defaultSchema     the schema of unqualified names, empty if the session had none.
 * @param sql               the text as logged.
 * @param gtid              of its transaction, empty if the source gives none.
 * @param after             the boundary to save once the statement is handled: behind the statement, its GTID included;
 *                          for a statement inside a transaction the boundary before that transaction.
 * @param insideTransaction whether rows of the same transaction follow, as they do after CREATE TABLE ... SELECT; the
 *                          transaction's end is reported on its own.
 * @param session           what the source tells of the session in which it was executed.
 */
public record SourceStatement(
        String defaultSchema,
        String sql,
        String gtid,
        Location after,
        boolean insideTransaction,
        LoggedSession session) {
    /** All are required. */
    public SourceStatement {
        requireNonNull(defaultSchema, "defaultSchema");
        requireNonNull(sql, "sql");
        requireNonNull(gtid, "gtid");
        requireNonNull(after, "after");
        requireNonNull(session, "session");
    }
}
