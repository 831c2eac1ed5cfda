// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes DDL without a record of it, each statement on a connection of its own, so that no default schema is left
 * over. For one thread.
 */
public final class DdlExecutor implements DdlDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(DdlExecutor.class);

    private final DdlConnections connections;
    private final RetryPolicy policy;

    /**
     * Connects to nothing yet.
     *
     * @param connections where to execute.
     * @param policy      how patiently.
     */
    public DdlExecutor(final DdlConnections connections, final RetryPolicy policy) {
        this.connections = requireNonNull(connections, "connections");
        this.policy = requireNonNull(policy, "policy");
    }

    /** A connection that is lost on the way leaves open whether it is done; then it is repeated as if replayed. */
    @Override
    public void execute(final Ddl ddl, final boolean replaying) throws InterruptedException {
        boolean repeated = replaying;
        for (int retry = 1; ; retry++) {
            try {
                executeOnce(ddl);
                return;
            } catch (final SQLException e) {
                if (connections.isAbandoned()) {
                    throw new OperatorException(
                            "the run was told to end, and the DDL at "
                                    + ddl.after().position()
                                    + " took too long to be waited for: it may still be at work downstream, see SHOW"
                                    + " PROCESSLIST; start again once it has ended. The statement: " + ddl.shown(),
                            e);
                }
                if (repeated && MysqlError.isAlreadyApplied(e)) {
                    LOG.info("The DDL at {} is applied already: {}", ddl.after().position(), e.getMessage());
                    return;
                }
                if (!MysqlError.isTransient(e) || retry > policy.retries()) {
                    throw failure(connections.downstream(), ddl, e);
                }
                repeated |= MysqlError.isLost(e);
                LOG.warn("Retry {} of the DDL at {}: {}", retry, ddl.after().position(), MysqlError.describe(e));
            }
            policy.pause(retry);
        }
    }

    @Override
    public void passOver(final Ddl ddl) {
        // no record was made
    }

    @Override
    public void claimed() {
        // no record was made
    }

    private void executeOnce(final Ddl ddl) throws SQLException {
        try (DdlConnection connection = connections.open()) {
            SharedDdl.execute(connection.jdbc(), ddl);
        }
    }

    /**
     * Executes one statement, once.
     *
     * @param connection without a default schema; it may have one afterwards, and is in its own session again.
     * @param ddl        the statement.
     * @throws SQLException as the server or the connection fails.
     */
    public static void execute(final Connection connection, final Ddl ddl) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // the statement is not ours: nothing in it is an escape of JDBC's
            statement.setEscapeProcessing(false);
            if (!ddl.schema().isEmpty()) {
                use(statement, ddl.schema());
            }
            final SessionOfDdl lent = new SessionOfDdl(connection);
            try {
                lent.enter(ddl);
                statement.execute(ddl.sql());
            } catch (final SQLException e) {
                leaveAfter(e, lent);
                throw e;
            }
            lent.leave();
        }
    }

    /** What failed first tells more than that the connection is lost with it. */
    private static void leaveAfter(final SQLException failure, final SessionOfDdl lent) {
        try {
            lent.leave();
        } catch (final SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void use(final Statement statement, final String schema) throws SQLException {
        try {
            statement.execute("USE `" + schema.replace("`", "``") + '`');
        } catch (final SQLException e) {
            // the default schema may not be replicated; a statement that needs it says so itself
            if (e.getErrorCode() != MysqlError.UNKNOWN_DATABASE) {
                throw e;
            }
        }
    }

    /**
     * What an operator has to do about a statement that failed.
     *
     * @param downstream which server refuses it.
     * @param ddl        the statement.
     * @param e          what the server said.
     * @return what to throw.
     */
    public static OperatorException failure(final Downstream downstream, final Ddl ddl, final SQLException e) {
        return new OperatorException(
                "the downstream " + downstream.server() + " refuses the DDL before "
                        + ddl.after().position() + " ("
                        + MysqlError.describe(e) + "): " + ddl.shown()
                        + "; correct the cause downstream and start again"
                        + (ddl.wayOut().isEmpty() ? "" : ", or " + ddl.wayOut()),
                e);
    }
}
