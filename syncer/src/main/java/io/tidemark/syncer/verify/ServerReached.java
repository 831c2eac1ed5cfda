// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.tls.TlsFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Connects to a side as the task says, by TLS if it does. Immutable; for any thread.
 *
 * @param role   for messages.
 * @param server the side.
 * @param login  how long one that says nothing is waited for until it lets in.
 */
record ServerReached(String role, Server server, Duration login) implements ConnectionSource {
    private static final Duration LOGIN = Duration.ofSeconds(10);

    ServerReached(final String role, final Server server) {
        this(role, server, LOGIN);
    }

    @Override
    public Connection connect() {
        final Properties properties = server.jdbcProperties(login);
        // the driver would change sql_mode behind our back
        properties.setProperty("jdbcCompliantTruncation", "false");
        try {
            final Connection connection = DriverManager.getConnection(server.jdbcUrl(), properties);
            // a table without a key is read by one statement, which may take hours
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        } catch (final SQLException e) {
            throw new OperatorException(
                    "can't connect to " + role + ' ' + server + ": "
                            + TlsFailure.explain(e)
                                    .orElseGet(
                                            () -> String.valueOf(e.getMessage()).replaceAll("\\s+", " ")
                                                    + "; check host, port, user and password, and that the server runs"),
                    e);
        }
    }
}
