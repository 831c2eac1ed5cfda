// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.tls.JdbcTls;
import io.tidemark.syncer.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * How to reach a MySQL-compatible server.
 *
 * @param host     name or address.
 * @param port     TCP port.
 * @param user     account name.
 * @param password the account's password, empty if it has none; never printed.
 * @param tls      how TLS is insisted on; if absent, JDBC takes it if it is there and checks nothing, and binlogs go without.
 */
public record Server(String host, int port, String user, String password, Optional<TlsSettings> tls) {
    private static final String CONNECT_TIMEOUT_MS = "10000";

    /** All are required. */
    public Server {
        requireNonNull(host, "host");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(tls, "tls");
    }

    /**
     * A server of which no TLS is asked.
     *
     * @param host     name or address.
     * @param port     TCP port.
     * @param user     account name.
     * @param password the account's password, empty if it has none.
     */
    public Server(final String host, final int port, final String user, final String password) {
        this(host, port, user, password, Optional.empty());
    }

    /**
     * @return the server's address for mysql-connector-j, without account and schema; an IPv6 address is bracketed. Parameters
     *     may follow after a {@code ?}.
     */
    public String jdbcUrl() {
        if (tls.isPresent()) {
            return "jdbc:mysql://address=(host=" + host + ")(port=" + port + ')' + JdbcTls.hostProperties(tls.get())
                    + '/';
        }
        final String bracketed = host.contains(":") ? '[' + host + ']' : host;
        return "jdbc:mysql://" + bracketed + ':' + port + '/';
    }

    /**
     * What every connection for questions and rows has in common.
     *
     * @param silence how long a server that says nothing is waited for, from the login on.
     * @return properties for the driver, to which others may be added. They hold the password.
     */
    public Properties jdbcProperties(final Duration silence) {
        final Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MS);
        properties.setProperty("socketTimeout", Long.toString(silence.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        // without TLS an account of caching_sha2_password could not log in otherwise
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        return properties;
    }

    /** @return the server as messages name it: {@code user@host:port}. */
    @Override
    public String toString() {
        return user + '@' + host + ':' + port;
    }
}
