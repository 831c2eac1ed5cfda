package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
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

    @Override
    public void execute(final Ddl ddl, final boolean replaying) throws InterruptedException {
        execute(ddl.schema(), ddl.sql(), ddl.after(), replaying);
    }

    @Override
    public void claimed() {
        // no record was made
    }

    /**
     * Executes one statement; returns once the server has done it. A connection that is lost on the way leaves open
     * whether it is done; it is then repeated as if it had been replayed.
     *
     * @param schema    the statement's default schema, empty if it has none.
     * @param sql       the statement.
     * @param location  where it stands in the stream, for messages.
     * @param replaying whether it may have been executed before; then errors that say so are taken for success.
     * @throws OperatorException    if it can't be executed: location, statement and the server's words.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void execute(final String schema, final String sql, final Location location, final boolean replaying)
            throws InterruptedException {
        boolean repeated = replaying;
        for (int retry = 1; ; retry++) {
            try {
                executeOnce(schema, sql);
                return;
            } catch (final SQLException e) {
                if (connections.isAbandoned()) {
                    throw new OperatorException(
                            "the run was told to end, and the DDL at " + location.position()
                                    + " took too long to be waited for: it may still be at work downstream, see SHOW"
                                    + " PROCESSLIST; start again once it has ended. The statement: " + sql,
                            e);
                }
                if (repeated && MysqlError.isAlreadyApplied(e)) {
                    LOG.info("The DDL at {} is applied already: {}", location.position(), e.getMessage());
                    return;
                }
                if (!MysqlError.isTransient(e) || retry > policy.retries()) {
                    throw failure(connections.downstream(), sql, location, e);
                }
                repeated |= MysqlError.isLost(e);
                LOG.warn("Retry {} of the DDL at {}: {}", retry, location.position(), MysqlError.describe(e));
            }
            policy.pause(retry);
        }
    }

    private void executeOnce(final String schema, final String sql) throws SQLException {
        try (DdlConnection connection = connections.open()) {
            execute(connection.jdbc(), schema, sql);
        }
    }

    /**
     * Executes one statement, once.
     *
     * @param connection without a default schema; it may have one afterwards.
     * @param schema     the statement's default schema, empty if it has none.
     * @param sql        the statement.
     * @throws SQLException as the server or the connection fails.
     */
    public static void execute(final Connection connection, final String schema, final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // the statement is not ours: nothing in it is an escape of JDBC's
            statement.setEscapeProcessing(false);
            if (!schema.isEmpty()) {
                use(statement, schema);
            }
            statement.execute(sql);
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
     * @param sql        the statement.
     * @param location   where it stands.
     * @param e          what the server said.
     * @return what to throw.
     */
    public static OperatorException failure(
            final Downstream downstream, final String sql, final Location location, final SQLException e) {
        return new OperatorException(
                "the downstream " + downstream.server() + " refuses the DDL at " + location.position() + " ("
                        + MysqlError.describe(e) + "); correct the cause downstream, then start again. The statement: "
                        + sql,
                e);
    }
}
