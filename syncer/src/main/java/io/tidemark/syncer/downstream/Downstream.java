// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.tls.TlsFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * Makes connections to the downstream server, all with one session: times in UTC, no rounding or cutting of values, dates
 * of all zeros taken, zeros kept in AUTO_INCREMENT columns, foreign keys not checked (workers apply tables in no common
 * order), and reads that lock no gaps, so that workers do not block each other over rows that are not there.
 *
 * <p>There is no pool: each worker holds one connection for its life, and nothing else connects often.
 *
 * <p>Immutable; for any thread.
 */
public final class Downstream {
    /** How long a batch may take; one that takes longer is taken for lost, and is repeated. */
    public static final Duration DEFAULT_ANSWER_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration OPERATORS_PATIENCE = Duration.ofMinutes(1);

    /** An ALTER TABLE may take days. */
    private static final Duration DDL_TIMEOUT = Duration.ZERO;

    /** Workers apply tables in no common order but that of causality keys, and safe mode's REPLACE deletes parents. */
    static final boolean CHECKS_FOREIGN_KEYS = false;

    private static final String SESSION_VARIABLES = "sessionVariables";

    /** The last two are what the driver would set in statements of their own; it leaves them out if it finds them so. */
    private static final String SESSION =
            "time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'," + " foreign_key_checks = "
                    + (CHECKS_FOREIGN_KEYS ? 1 : 0) + ", autocommit = 1, character_set_results = NULL";

    private final Server server;
    private final Duration answerTimeout;

    /**
     * Connects to nothing yet.
     *
     * @param server how to reach the server.
     */
    public Downstream(final Server server) {
        this(server, DEFAULT_ANSWER_TIMEOUT);
    }

    /**
     * Connects to nothing yet.
     *
     * @param server        how to reach the server.
     * @param answerTimeout how long a server may take to answer, but to a DDL, before its connection counts as lost; in
     *                      whole milliseconds, more than zero.
     */
    public Downstream(final Server server, final Duration answerTimeout) {
        this.server = requireNonNull(server, "server");
        this.answerTimeout = requireNonNull(answerTimeout, "answerTimeout");
        if (answerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("an answer must be waited for: " + answerTimeout);
        }
    }

    /**
     * For commands that somebody waits for: a server that says nothing is given up after a minute.
     *
     * @param server how to reach it.
     * @return the downstream, not connected to yet.
     */
    public static Downstream forOperators(final Server server) {
        return new Downstream(server, OPERATORS_PATIENCE);
    }

    /** @return how to reach the server. */
    public Server server() {
        return server;
    }

    /**
     * Connects and disconnects.
     *
     * @throws OperatorException if that is not possible: what, where, and what to do.
     */
    public void check() {
        try (Connection connection = openForRows()) {
            connection.rollback();
        } catch (final SQLException e) {
            throw explain(e);
        }
    }

    /**
     * A connection for rows: no auto-commit.
     *
     * @return a new one; the caller closes it.
     * @throws SQLException if there is none to be had.
     */
    public Connection openForRows() throws SQLException {
        return openForTransactions(SESSION);
    }

    /** As for rows, but for what locks are held against only briefly: retries, which are logged, tell more than one long wait. */
    Connection openForRecords() throws SQLException {
        return openForTransactions(SESSION + ", innodb_lock_wait_timeout = 5");
    }

    private Connection openForTransactions(final String session) throws SQLException {
        final Properties properties = properties(answerTimeout);
        properties.setProperty(SESSION_VARIABLES, session);
        // a batch's statements go together; a DDL, whose text comes from the source, must stay one
        properties.setProperty("allowMultiQueries", "true");
        final Connection connection = open(properties);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            return connection;
        } catch (final SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * A connection for DDL, which commits by itself and may take as long as it likes.
     *
     * @return a new one; the caller closes it.
     * @throws SQLException if there is none to be had.
     */
    public Connection openForDdl() throws SQLException {
        final Connection connection = open(properties(DDL_TIMEOUT));
        try {
            AddedKeys.turnOff(connection);
            return connection;
        } catch (final SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection for short questions about tables, each a transaction of its own. */
    Connection openForQuestions() throws SQLException {
        return open(properties(answerTimeout));
    }

    /**
     * What an operator has to do about a connection that could not be made.
     *
     * @param e what was thrown.
     * @return what to throw.
     */
    public OperatorException explain(final SQLException e) {
        final String where = "the downstream " + server;
        final String said = MysqlError.describe(e);
        final Optional<String> tls = TlsFailure.explain(e);
        if (tls.isPresent()) {
            return new OperatorException("can't connect to " + where + ": " + tls.get(), e);
        }
        return switch (e.getErrorCode()) {
            case MysqlError.ACCESS_DENIED, MysqlError.ACCESS_DENIED_PLUGIN ->
                new OperatorException(
                        where + " refuses the user or the password; correct target-database in the task file"
                                + (server.tls().isPresent()
                                        ? ", or give ssl-cert and ssl-key if the account asks for a client's certificate"
                                        : ""),
                        e);
            case MysqlError.HOST_NOT_ALLOWED ->
                new OperatorException(
                        where + " does not let this host connect (" + said + "); allow it for the account", e);
            case MysqlError.DATABASE_DENIED,
                    MysqlError.TABLE_DENIED,
                    MysqlError.COLUMN_DENIED,
                    MysqlError.SPECIFIC_DENIED ->
                new OperatorException(where + " lacks a privilege (" + said + "); grant it to the account", e);
            case 0 ->
                new OperatorException(where + " can't be reached; check host and port, and that the server runs", e);
            default -> new OperatorException(where + " refuses the connection: " + said, e);
        };
    }

    private Properties properties(final Duration socketTimeout) {
        final Properties properties = server.jdbcProperties(socketTimeout);
        properties.setProperty("rewriteBatchedStatements", "true");
        // the number of rows found, not of rows that got other values: an UPDATE must notice that its row is missing
        properties.setProperty("useAffectedRows", "false");
        // each of these saves round trips: one SET for all, none for what is so already, and no question before each
        // statement if the session is read-only
        properties.setProperty(SESSION_VARIABLES, SESSION);
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("readOnlyPropagatesToServer", "false");
        // the driver would change sql_mode behind our back
        properties.setProperty("jdbcCompliantTruncation", "false");
        return properties;
    }

    private Connection open(final Properties properties) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), properties);
    }
}
