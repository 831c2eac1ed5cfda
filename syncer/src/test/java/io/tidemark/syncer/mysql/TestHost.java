// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.mysql;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A server of a test's own, whatever its make. */
public interface TestHost extends AutoCloseable {
    /** Where it listens, and a user who may do everything. */
    Server server();

    /** A new connection as that user. */
    Connection connect() throws SQLException;

    @Override
    void close();

    /** A MariaDB with row binlogs. */
    static TestHost mariaDb(final String... arguments) {
        final EmbeddedServer server = EmbeddedServer.open(
                EmbeddedServerOptions.downstream().asUpstream(1).with(arguments));
        return new TestHost() {
            @Override
            public Server server() {
                return server.server();
            }

            @Override
            public Connection connect() throws SQLException {
                return server.connect();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    /** Executes statements in one session. */
    default void execute(final String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row, empty if there is none. */
    default String query(final String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
