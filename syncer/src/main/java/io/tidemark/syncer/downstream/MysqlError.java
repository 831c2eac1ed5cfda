// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.util.Set;

/** The server's errors that Tidemark treats in a way of their own. */
public final class MysqlError {
    static final int DATABASE_DENIED = 1044;
    static final int ACCESS_DENIED = 1045;
    static final int UNKNOWN_DATABASE = 1049;
    static final int HOST_NOT_ALLOWED = 1130;
    static final int TABLE_DENIED = 1142;
    static final int COLUMN_DENIED = 1143;
    static final int SPECIFIC_DENIED = 1227;
    static final int ACCESS_DENIED_PLUGIN = 1698;

    /** The connection is or will be gone: shut down, killed, timed out, broken on the way. */
    private static final Set<Integer> LOST = Set.of(1053, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 3169, 4031);

    /**
     * May pass: disk full, too many connections, tablespace full, of this user, lock wait timeout, deadlock, read-only while
     * roles are switched, a commit that a group of MySQL servers takes back because another member's was first.
     */
    private static final Set<Integer> TRANSIENT =
            Set.of(1021, 1040, 1114, 1203, 1205, 1213, 1290, 1317, 1792, 1836, 3101);

    /**
     * What a repeated DDL runs into: database exists, is gone; table exists, is unknown; duplicate column, key; nothing
     * to drop; no such table; unknown column (a rename); routine or trigger exists, is gone; partition exists, is gone;
     * constraint exists, is gone.
     */
    private static final Set<Integer> ALREADY_APPLIED = Set.of(
            1007, 1008, 1050, 1051, 1054, 1060, 1061, 1091, 1146, 1304, 1305, 1359, 1360, 1507, 1517, 1826, 3821, 3822,
            3940);

    /**
     * What a DDL runs into that another source table has sent before for the same table: database, table exists; unknown
     * column (a rename); duplicate column, key; several primary keys; nothing to drop; no such key (a rename); partition
     * exists; duplicate foreign key, check; a table LIKE itself. Not that the table is gone: nobody sends that.
     */
    private static final Set<Integer> APPLIED_BY_ANOTHER =
            Set.of(1007, 1050, 1054, 1060, 1061, 1066, 1068, 1091, 1176, 1517, 1826, 3822);

    private static final int NO_SUCH_COLUMN = 1054;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int LOCK_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    private MysqlError() {}

    /**
     * Whether the connection is, or will be, gone.
     *
     * @param e what was thrown.
     * @return true if so; then nobody knows whether the statement was executed.
     */
    public static boolean isLost(final SQLException e) {
        if (LOST.contains(e.getErrorCode()) || e instanceof SQLRecoverableException) {
            return true;
        }
        if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
            return !isRefused(e);
        }
        return e.getCause() instanceof SQLException cause && isLost(cause);
    }

    /**
     * Whether another attempt may succeed.
     *
     * @param e what was thrown.
     * @return true if so.
     */
    public static boolean isTransient(final SQLException e) {
        return TRANSIENT.contains(e.getErrorCode()) || isLost(e);
    }

    /**
     * Whether a repeated DDL says by this that it has been executed before.
     *
     * @param e what was thrown.
     * @return true if so.
     */
    public static boolean isAlreadyApplied(final SQLException e) {
        return ALREADY_APPLIED.contains(e.getErrorCode());
    }

    /**
     * Whether a DDL says by this that another source table of the same table has sent it before.
     *
     * @param e what was thrown.
     * @return true if so.
     */
    static boolean isAppliedByAnother(final SQLException e) {
        return APPLIED_BY_ANOTHER.contains(e.getErrorCode());
    }

    /**
     * Whether a table is not there.
     *
     * @param e what was thrown.
     * @return true if so.
     */
    public static boolean isNoSuchTable(final SQLException e) {
        return e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == UNKNOWN_DATABASE;
    }

    /**
     * Whether a column is not there.
     *
     * @param e what was thrown.
     * @return true if so.
     */
    public static boolean isNoSuchColumn(final SQLException e) {
        return e.getErrorCode() == NO_SUCH_COLUMN;
    }

    static boolean isDeadlock(final SQLException e) {
        return e.getErrorCode() == DEADLOCK;
    }

    static boolean isLockTimeout(final SQLException e) {
        return e.getErrorCode() == LOCK_TIMEOUT;
    }

    /**
     * What happened, in one line, whatever the driver says.
     *
     * @param e what was thrown.
     * @return for messages.
     */
    public static String describe(final SQLException e) {
        final String said = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return "SQL state " + e.getSQLState() + ", error " + e.getErrorCode() + ": " + said;
    }

    /**
     * What an operator can do about an error that may pass, if it does not.
     *
     * @param e what was thrown.
     * @return for messages, without an end.
     */
    static String remedy(final SQLException e) {
        return isLockTimeout(e)
                ? "another session holds locks on these rows: look for it in SHOW PROCESSLIST and"
                        + " information_schema.INNODB_TRX, and end it with KILL if nobody needs it any more"
                : "see to the server";
    }

    /** Connections that were made and then refused for a reason that stays. */
    private static boolean isRefused(final SQLException e) {
        return e instanceof SQLNonTransientConnectionException
                && (e.getErrorCode() == ACCESS_DENIED
                        || e.getErrorCode() == ACCESS_DENIED_PLUGIN
                        || e.getErrorCode() == HOST_NOT_ALLOWED);
    }
}
