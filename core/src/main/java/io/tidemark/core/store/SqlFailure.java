// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * What lies behind an exception of JDBC. Drivers and pools wrap: what counts is the innermost {@link SQLException}, so
 * that a wrong password is not taken for a pool that is busy.
 */
final class SqlFailure {
    /** Server errors that the same statement, run again, may be spared. */
    private static final Set<Integer> PASSING = Set.of(
            1040, // too many connections
            1053, // server shutdown in progress
            1203, // too many connections of this user
            1205, // lock wait timeout
            1213, // deadlock
            1290, // read-only server
            1317, // query interrupted by an operator
            1792, // read-only transaction
            1836, // read-only mode
            1927, // connection killed (MariaDB)
            2006, // server has gone away
            2013, // connection lost during a query
            8002, // TiDB: write conflict
            8022, // TiDB: commit failed, may be tried again
            8028, // TiDB: schema changed during the transaction
            9001, // TiDB: PD timeout
            9002, // TiDB: TiKV timeout
            9003, // TiDB: TiKV busy
            9004, // TiDB: lock resolution timeout
            9005, // TiDB: region unavailable
            9007); // TiDB: write conflict

    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143);
    private static final int DUPLICATE_COLUMN = 1060;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;

    private SqlFailure() {}

    /** @return whether it is worth trying again. */
    static boolean mayPass(final SQLException failure) {
        final SQLException inner = innermost(failure);
        final String state = inner.getSQLState();
        return PASSING.contains(inner.getErrorCode())
                || inner instanceof SQLTransientException
                || inner instanceof SQLRecoverableException
                || (state != null && state.startsWith("08"));
    }

    static boolean isDenied(final SQLException failure) {
        return DENIED.contains(innermost(failure).getErrorCode());
    }

    static boolean isUnknownDatabase(final SQLException failure) {
        return innermost(failure).getErrorCode() == UNKNOWN_DATABASE;
    }

    static boolean isDuplicateColumn(final SQLException failure) {
        return innermost(failure).getErrorCode() == DUPLICATE_COLUMN;
    }

    static boolean isNoSuchTable(final SQLException failure) {
        return innermost(failure).getErrorCode() == NO_SUCH_TABLE;
    }

    /** @return one line: what the server or the driver said, its codes, and what lies below, if anything. */
    static String reason(final SQLException failure) {
        final SQLException inner = innermost(failure);
        final StringBuilder reason = new StringBuilder(firstLine(inner.getMessage()));
        if (inner.getErrorCode() != 0) {
            reason.append(" (error ").append(inner.getErrorCode()).append(')');
        }
        final Throwable root = root(inner);
        if (root != inner) {
            reason.append(": ").append(root.getClass().getSimpleName());
            reason.append(' ').append(firstLine(root.getMessage()));
        }
        return reason.toString();
    }

    private static SQLException innermost(final SQLException failure) {
        SQLException innermost = failure;
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            if (next instanceof SQLException sql) {
                innermost = sql;
            }
        }
        return innermost;
    }

    private static Throwable root(final Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(final String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("no message");
    }
}
