// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** Builds the connection pool for embedders that bring no {@link javax.sql.DataSource} of their own. */
public final class CheckpointDataSources {
    /** Milliseconds until a host that does not answer is given up; the driver's default is the system's minutes. */
    private static final String CONNECT_TIMEOUT_MS = "5000";

    /** Milliseconds until a statement without an answer is given up, so that no flush waits for ever. */
    private static final String SOCKET_TIMEOUT_MS = "60000";

    /** Longer than one connect, so that the error tells why the connect failed and not that the pool was empty. */
    private static final long POOL_WAIT_MS = 10_000;

    private CheckpointDataSources() {}

    /**
     * Builds a HikariCP pool, after one connection has shown that the server is there and lets the user in. Unless the
     * URL says otherwise, a connect ends after 5 seconds and a statement without an answer after 60 seconds.
     *
     * <p>The pool reports failures to its callers only; what it logs besides goes to the logger {@code com.zaxxer.hikari}.
     *
     * @param jdbcUrl        for instance {@code jdbc:mysql://127.0.0.1:3306/}; a default schema is not needed.
     * @param user           the user.
     * @param password       the password, empty for none.
     * @param poolName       names the pool in its threads and in errors.
     * @param maxConnections how many connections may be open, at least 1. One is enough for a checkpoint store.
     * @return the pool; the caller closes it.
     * @throws IllegalArgumentException if no driver reads the URL, or the number of connections is below 1.
     * @throws CheckpointStoreException if no connection could be opened.
     */
    public static HikariDataSource pool(
            final String jdbcUrl,
            final String user,
            final String password,
            final String poolName,
            final int maxConnections) {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(poolName, "poolName");
        if (maxConnections < 1) {
            throw new IllegalArgumentException(
                    "Pool '" + poolName + "' needs at least 1 connection, not " + maxConnections);
        }
        final Properties timeouts = timeouts(requireNonNull(jdbcUrl, "jdbcUrl"));
        requireDriver(jdbcUrl, poolName);
        probe(jdbcUrl, user, password, timeouts, poolName);

        final HikariConfig config = new HikariConfig();
        config.setPoolName(poolName);
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(maxConnections);
        config.setConnectionTimeout(POOL_WAIT_MS);
        config.setInitializationFailTimeout(-1); // the probe did it, and a failure would be logged with a stack trace
        config.setDataSourceProperties(timeouts);
        return new HikariDataSource(config);
    }

    private static Properties timeouts(final String jdbcUrl) {
        final String lowerCaseUrl = jdbcUrl.toLowerCase(Locale.ROOT);
        final Properties timeouts = new Properties();
        if (!lowerCaseUrl.contains("connecttimeout=")) {
            timeouts.setProperty("connectTimeout", CONNECT_TIMEOUT_MS);
        }
        if (!lowerCaseUrl.contains("sockettimeout=")) {
            timeouts.setProperty("socketTimeout", SOCKET_TIMEOUT_MS);
        }
        return timeouts;
    }

    private static void requireDriver(final String jdbcUrl, final String poolName) {
        try {
            DriverManager.getDriver(jdbcUrl);
        } catch (final SQLException e) {
            // no cause: drivers repeat the URL, and with it what must not be shown
            throw new IllegalArgumentException("Pool '" + poolName + "': no JDBC driver reads the URL "
                    + withoutSecrets(jdbcUrl) + ". Write it as jdbc:mysql://host:port/");
        }
    }

    private static void probe(
            final String jdbcUrl,
            final String user,
            final String password,
            final Properties timeouts,
            final String poolName) {
        final Properties properties = new Properties();
        properties.putAll(timeouts);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection(jdbcUrl, properties)) {
            connection.getAutoCommit();
        } catch (final SQLException e) {
            throw new CheckpointStoreException(
                    "Pool '" + poolName + "' could not connect to " + withoutSecrets(jdbcUrl) + " as user '" + user
                            + "': " + SqlFailure.reason(e),
                    e);
        }
    }

    /** Parameters and a user before the host may hold a password. */
    private static String withoutSecrets(final String jdbcUrl) {
        final int parameters = jdbcUrl.indexOf('?');
        final String address = parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
        final int host = address.lastIndexOf('@');
        final int authority = address.indexOf("//");
        return host < 0 || authority < 0 ? address : address.substring(0, authority + 2) + address.substring(host + 1);
    }
}
