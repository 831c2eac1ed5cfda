// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.tls.TlsFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A connection for questions to an upstream. One thread. */
final class ServerSession implements AutoCloseable {
    /** A server that has gone without a word must not be waited for; to find GTIDs of a position it may read 1 GB. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final int ACCESS_DENIED = 1045;
    private static final int PRIVILEGE_NEEDED = 1227;

    private final Server server;
    private final Connection connection;

    private ServerSession(final Server server, final Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    static ServerSession open(final Server server) {
        try {
            return new ServerSession(
                    server, DriverManager.getConnection(server.jdbcUrl(), server.jdbcProperties(SILENCE)));
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED) {
                throw new OperatorException(
                        "upstream " + server + " refuses the login: " + Excerpt.of(e.getMessage())
                                + "; check user and password" + Refusals.hintOfTls(server),
                        e);
            }
            final Optional<String> tls = TlsFailure.explain(e);
            if (tls.isPresent()) {
                throw new OperatorException("cannot connect to upstream " + server + ": " + tls.get(), e);
            }
            throw new OperatorException(
                    "cannot reach upstream " + server + ": " + Refusals.rootMessage(e)
                            + "; check host and port, and that the server runs",
                    e);
        }
    }

    /** Rows as the server gives them, columns by name without regard to case. */
    List<Map<String, String>> query(final String sql, final Object... arguments) {
        try {
            return NamedRows.ask(connection, sql, arguments);
        } catch (SQLException e) {
            if (e.getErrorCode() == PRIVILEGE_NEEDED) {
                throw new OperatorException(
                        "user " + server.user() + " lacks a privilege on upstream " + server + ": "
                                + Excerpt.of(e.getMessage()) + "; GRANT it ON *.* to the user",
                        e);
            }
            throw new OperatorException(
                    "upstream " + server + " does not answer '" + Excerpt.of(sql) + "': " + Excerpt.of(e.getMessage())
                            + "; check the server",
                    e);
        }
    }

    /** As {@link #query}, but without rows where the server does not know the question or does not allow it. */
    List<Map<String, String>> queryIfAllowed(final String sql) {
        try {
            return NamedRows.ask(connection, sql);
        } catch (SQLException e) {
            return List.of();
        }
    }

    /** The only column of the only row, empty for NULL. */
    String value(final String sql, final Object... arguments) {
        final List<Map<String, String>> rows = query(sql, arguments);
        if (rows.isEmpty()) {
            return "";
        }
        final String value = rows.get(0).values().iterator().next();
        return value == null ? "" : value;
    }

    /** Global settings in capitals, by name in small letters, asked for at once; without those that the server does not know. */
    Map<String, String> settings(final String... names) {
        final Map<String, String> found = new HashMap<>();
        for (final Map<String, String> row :
                query("SHOW GLOBAL VARIABLES WHERE Variable_name IN ('" + String.join("', '", names) + "')")) {
            found.put(
                    row.get("Variable_name").toLowerCase(Locale.ROOT),
                    row.get("Value").toUpperCase(Locale.ROOT));
        }
        return found;
    }

    /** A global setting in capitals, empty if the server does not know it. */
    String setting(final String name) {
        final List<Map<String, String>> rows = query("SHOW GLOBAL VARIABLES LIKE '" + name + "'");
        return rows.isEmpty() ? "" : rows.get(0).get("Value").toUpperCase(Locale.ROOT);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // the questions were answered; nothing depends on a good end
        }
    }
}
