// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.syncer.ddl.LeadingWords;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a QUERY event means for the stream, told by its first words. */
enum LoggedText {
    /** Opens a transaction. */
    BEGIN,
    /** Ends a transaction of an engine that logs no XID. */
    COMMIT,
    /** Takes back the whole transaction. */
    ROLLBACK,
    /** Takes back rows of the transaction. */
    ROLLBACK_TO,
    /** Savepoints that were not used, and comments. */
    NOTHING,
    /** A distributed transaction. */
    XA,
    /** Rows changed by a statement instead of row by row. */
    DML,
    /** DDL and everything else. */
    OTHER;

    /** How MySQL 8 logs CREATE TABLE ... SELECT: without the SELECT, whose rows follow in the same transaction. */
    private static final Pattern CREATED_WITH_ROWS =
            Pattern.compile("(CREATE\\s.*)\\sSTART TRANSACTION\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * What is to be executed of a statement inside a transaction: the table alone. As it is logged it would wait for rows of
     * its own connection, and be undone at that one's end.
     */
    static String withoutRows(final String sql) {
        final Matcher created = CREATED_WITH_ROWS.matcher(sql);
        return created.matches() ? created.group(1) : sql;
    }

    static LoggedText of(final String sql) {
        return switch (sql) {
            case "BEGIN" -> BEGIN;
            case "COMMIT" -> COMMIT;
            default -> ofWords(LeadingWords.of(sql));
        };
    }

    private static LoggedText ofWords(final List<String> words) {
        if (words.isEmpty()) {
            return NOTHING;
        }
        final String first = words.get(0);
        return switch (first) {
            case "BEGIN" -> BEGIN;
            case "START" -> words.contains("TRANSACTION") ? BEGIN : OTHER;
            case "COMMIT" -> COMMIT;
            case "ROLLBACK" -> words.contains("TO") ? ROLLBACK_TO : ROLLBACK;
            case "SAVEPOINT", "RELEASE" -> NOTHING;
            case "XA" -> XA;
            default -> LeadingWords.changesRows(words) ? DML : OTHER;
        };
    }
}
