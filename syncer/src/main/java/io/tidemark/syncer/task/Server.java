package io.tidemark.syncer.task;

import static java.util.Objects.requireNonNull;

/**
 * How to reach a MySQL-compatible server.
 *
 * @param host     name or address.
 * @param port     TCP port.
 * @param user     account name.
 * @param password the account's password, empty if it has none; never printed.
 */
public record Server(String host, int port, String user, String password) {
    /** All are required. */
    public Server {
        requireNonNull(host, "host");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /** @return the server's address for mysql-connector-j, without account and schema; an IPv6 address is bracketed. */
    public String jdbcUrl() {
        final String bracketed = host.contains(":") ? '[' + host + ']' : host;
        return "jdbc:mysql://" + bracketed + ':' + port + '/';
    }

    /** @return the server as messages name it: {@code user@host:port}. */
    @Override
    public String toString() {
        return user + '@' + host + ':' + port;
    }
}
