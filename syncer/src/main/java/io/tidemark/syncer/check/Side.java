// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.syncer.source.NamedRows;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the two servers, and a connection that only reads. One thread. */
final class Side implements AutoCloseable {
    /** A catalog of very many tables takes its time. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");

    private final String name;
    private final Connection connection;
    private final String version;
    private final boolean tellsCase;

    private Side(final String name, final Connection connection, final String version, final boolean tellsCase) {
        this.name = name;
        this.connection = connection;
        this.version = version;
        this.tellsCase = tellsCase;
    }

    static Side connect(final String role, final Server server) throws SQLException {
        final Connection connection =
                DriverManager.getConnection(server.jdbcUrl(), server.jdbcProperties(ANSWER_TIMEOUT));
        try (Statement statement = connection.createStatement()) {
            readOnly(statement);
            try (ResultSet row = statement.executeQuery("SELECT VERSION(), @@lower_case_table_names")) {
                row.next();
                return new Side(role + ' ' + server, connection, row.getString(1), row.getInt(2) == 0);
            }
        } catch (final SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A second lock: the checks only ask anyway, and TiDB does not know it. */
    private static void readOnly(final Statement statement) {
        try {
            statement.execute("SET SESSION TRANSACTION READ ONLY");
        } catch (final SQLException e) {
            // nothing depends on it
        }
    }

    String version() {
        return version;
    }

    /** Whether names of tables that differ in their letters' case only are of different tables. */
    boolean tellsCase() {
        return tellsCase;
    }

    boolean isMariadb() {
        return version.toLowerCase(Locale.ROOT).contains("mariadb");
    }

    boolean isAtLeast(final int major, final int minor) {
        final Matcher numbers = VERSION.matcher(version);
        if (!numbers.find()) {
            return false;
        }
        final int actual = Integer.parseInt(numbers.group(1));
        return actual > major || (actual == major && Integer.parseInt(numbers.group(2)) >= minor);
    }

    /** Rows, columns by name without regard to case. */
    List<Map<String, String>> query(final String sql, final Object... arguments) throws SQLException {
        return NamedRows.ask(connection, sql, arguments);
    }

    /** The first column of all rows. */
    List<String> column(final String sql, final String... arguments) throws SQLException {
        final List<String> result = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    result.add(rows.getString(1));
                }
            }
        }
        return result;
    }

    /** A global setting, empty if the server does not know it. */
    String setting(final String setting) throws SQLException {
        final List<Map<String, String>> rows = query("SHOW GLOBAL VARIABLES LIKE '" + setting + "'");
        return rows.isEmpty() ? "" : rows.get(0).get("Value");
    }

    /** The account that the server has found for the user, as statements name it. */
    String account() throws SQLException {
        final String user = column("SELECT CURRENT_USER()").get(0);
        final int at = user.lastIndexOf('@');
        return quoted(user.substring(0, at)) + '@' + quoted(user.substring(at + 1));
    }

    static String quoted(final String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (final SQLException e) {
            // the questions were answered; nothing depends on a good end
        }
    }

    /** As findings name it. */
    @Override
    public String toString() {
        return name;
    }
}
