// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.mysql;

import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A MySQL server of a test's own, with its own data, on loopback and on a free port, with row binlogs and otherwise its own
 * defaults. Closing it deletes its data, as does the end of this process.
 */
public final class RealMysql implements TestHost {
    /** An argument: tests that look into a connection need one that is readable. */
    public static final String WITHOUT_TLS = "--tls-version=";

    private static final String HOST = "127.0.0.1";
    private static final String USER = "tidemark";
    private static final String PASSWORD = "a password";
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MS = 50;

    private final MysqlBase base;
    private final Path directory;
    private final int port;
    private final List<String> arguments;
    private final Thread atExit = new Thread(this::discard, "real-mysql-at-exit");
    private Process process;

    private RealMysql(final MysqlBase base, final Path directory, final int port, final List<String> arguments) {
        this.base = base;
        this.directory = directory;
        this.port = port;
        this.arguments = arguments;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Whether this JVM was told where to find MySQL. */
    public static boolean isWanted() {
        return MysqlBase.isKnown();
    }

    /**
     * Starts a new server.
     *
     * @param arguments as {@code mysqld} takes them; the later of two of one name wins.
     */
    public static RealMysql open(final String... arguments) {
        try {
            final MysqlBase base = MysqlBase.unpacked();
            final Path directory = Files.createTempDirectory("tidemark-mysql");
            base.lay(directory.resolve("data"));
            return started(base, directory, List.of(arguments));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops this server, starts another one with a copy of its data, and starts this one again: both have executed the
     * same transactions, and each has a name of its own.
     *
     * @param more arguments beside this server's.
     */
    public RealMysql copied(final String... more) {
        stop();
        try {
            final Path other = Files.createTempDirectory("tidemark-mysql");
            MysqlBase.copy(directory.resolve("data"), other.resolve("data"));
            Files.delete(other.resolve("data/auto.cnf"));
            final RealMysql copy = started(
                    base,
                    other,
                    Stream.concat(arguments.stream(), Stream.of(more)).toList());
            start();
            return copy;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RealMysql started(final MysqlBase base, final Path directory, final List<String> arguments)
            throws IOException {
        final int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        // without binlog: the user is nothing to replicate
        Files.writeString(directory.resolve("init.sql"), """
                SET SESSION sql_log_bin=0;
                CREATE USER IF NOT EXISTS '%1$s'@'%2$s' IDENTIFIED BY '%3$s';
                GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%2$s' WITH GRANT OPTION;
                """.formatted(USER, HOST, PASSWORD));
        final RealMysql server = new RealMysql(base, directory, port, arguments);
        try {
            server.start();
        } catch (final RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    @Override
    public Server server() {
        return new Server(HOST, port, USER, PASSWORD);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + HOST + ':' + port + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                        + "&jdbcCompliantTruncation=false&characterEncoding=UTF-8",
                USER,
                PASSWORD);
    }

    /** Starts the stopped or killed server again, and waits until it answers. */
    public void start() {
        final Path log = directory.resolve("mysqld.log");
        final List<String> command = base.command(directory.resolve("data"));
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=" + HOST,
                "--socket=" + directory.resolve("sock"),
                "--pid-file=" + directory.resolve("pid"),
                "--init-file=" + directory.resolve("init.sql"),
                "--skip-name-resolve",
                "--server-id=" + port,
                "--log-bin=mysql-bin",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2"));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitAnswer(log);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer(final Path log) throws IOException {
        final long began = System.nanoTime();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - began > START_LIMIT_NANOS) {
                throw new IllegalStateException("MySQL does not start: " + Files.readString(log));
            }
            try {
                Thread.sleep(POLL_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while MySQL was starting", e);
            }
        }
    }

    private boolean answers() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1") && process.isAlive();
        } catch (final SQLException e) {
            return false;
        }
    }

    /** Lets the server shut down in good order. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void discard() {
        if (process != null) {
            kill();
        }
        try {
            MysqlBase.delete(directory);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        discard();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
