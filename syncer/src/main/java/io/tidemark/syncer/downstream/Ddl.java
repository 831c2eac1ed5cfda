// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.ddl.StatementText;
import java.util.List;

/**
 * A DDL to be executed.
 *
 * @param schema            its default schema, empty if it has none.
 * @param sql               its text.
 * @param gtid              of its transaction, the same on every source; empty if there is none.
 * @param after             the boundary behind it; for one inside a transaction the boundary before that transaction.
 * @param insideTransaction whether rows of the same transaction follow, as they do after CREATE TABLE ... SELECT.
 * @param tables            the tables that it names, under old and new names.
 * @param schemas           the schemas that it names.
 * @param session           the session in which the source executed it.
 * @param wayOut            what an operator may do who does not want it, for messages; empty if there is nothing.
 * @param parts             if somebody else may have sent the same statement for the same table before: the statement in parts
 *                          that can be executed one by one where some of them are applied already; else empty.
 */
public record Ddl(
        String schema,
        String sql,
        String gtid,
        Location after,
        boolean insideTransaction,
        List<TableId> tables,
        List<String> schemas,
        LoggedSession session,
        String wayOut,
        List<String> parts) {
    /** Copies the lists. */
    public Ddl {
        requireNonNull(schema, "schema");
        requireNonNull(sql, "sql");
        requireNonNull(gtid, "gtid");
        requireNonNull(after, "after");
        requireNonNull(session, "session");
        requireNonNull(wayOut, "wayOut");
        tables = List.copyOf(tables);
        schemas = List.copyOf(schemas);
        parts = List.copyOf(parts);
    }

    /** A statement that nobody else sends. */
    public Ddl(
            final String schema,
            final String sql,
            final String gtid,
            final Location after,
            final boolean insideTransaction,
            final List<TableId> tables,
            final List<String> schemas,
            final LoggedSession session,
            final String wayOut) {
        this(schema, sql, gtid, after, insideTransaction, tables, schemas, session, wayOut, List.of());
    }

    /**
     * The same with another text.
     *
     * @param other the text.
     * @return the statement.
     */
    public Ddl withSql(final String other) {
        return new Ddl(schema, other, gtid, after, insideTransaction, tables, schemas, session, wayOut, parts);
    }

    /** @return its text for messages: on one line, of bounded length, without passwords. */
    public String shown() {
        return StatementText.excerpt(sql);
    }
}
