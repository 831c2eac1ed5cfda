// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A MariaDB server of our own, with its own data, on loopback and on a free port. Its programs come from the class
 * path. It can be stopped, or killed as a crash would, and started again on the same port and data; closing it deletes
 * its data, as does the end of this process.
 *
 * <p>Threads may share it. A process that is killed with SIGKILL leaves its server running.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String USER = "tidemark";
    private static final String DATA = "data";
    /** Another process may take a port between our finding it free and the server's taking it. */
    private static final int PORTS_TRIED = 5;

    private final EmbeddedServerOptions options;
    private final MariaDbBase base;
    private final Path directory;
    private final String password;
    private final Thread atExit = new Thread(this::discard, "embedded-server-at-exit");
    private int port;
    private MariaDbProcess process;

    private EmbeddedServer(
            final EmbeddedServerOptions options, final MariaDbBase base, final Path directory, final String password) {
        this.options = options;
        this.base = base;
        this.directory = directory;
        this.password = password;
    }

    /**
     * Makes a new server and waits until it answers. Takes about fifteen seconds longer when this version of MariaDB has
     * never been used here by this user.
     *
     * @param options what kind of server.
     * @return the server, running; the caller closes it.
     * @throws OperatorException if it does not start, with what its log says.
     */
    public static EmbeddedServer open(final EmbeddedServerOptions options) {
        requireNonNull(options, "options");
        final MariaDbBase base = MariaDbBase.unpacked();
        return open(options, base, UUID.randomUUID().toString(), base::install);
    }

    /**
     * Makes a new server with a copy of another one's data and the same options, and waits until it answers.
     *
     * @param stopped has been {@linkplain #stop stopped}.
     * @return the server, running; the caller closes it.
     * @throws OperatorException     if it does not start, with what its log says.
     * @throws IllegalStateException if the other one runs, or is closed.
     */
    public static EmbeddedServer copyOf(final EmbeddedServer stopped) {
        stopped.requireStopped();
        return open(stopped.options, stopped.base, stopped.password, data -> {
            try {
                Directories.copy(stopped.directory.resolve(DATA), data);
            } catch (IOException e) {
                throw new OperatorException("cannot copy an embedded server's data to " + data + ": " + e, e);
            }
        });
    }

    private static EmbeddedServer open(
            final EmbeddedServerOptions options,
            final MariaDbBase base,
            final String password,
            final Consumer<Path> laying) {
        final Path directory;
        try {
            directory = Files.createTempDirectory("tidemark-server");
            Files.createDirectory(directory.resolve(MariaDbProcess.TEMPORARY));
        } catch (IOException e) {
            throw new OperatorException("cannot create a directory for an embedded server: " + e, e);
        }
        final EmbeddedServer server = new EmbeddedServer(options, base, directory, password);
        Runtime.getRuntime().addShutdownHook(server.atExit);
        try {
            laying.accept(directory.resolve(DATA));
            server.writeInitFile();
            server.startOnFreePort();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** @return where it listens, and a user with a password who may do everything. */
    public synchronized Server server() {
        return new Server(HOST, port, USER, password);
    }

    /**
     * Connects as {@link #server()}'s user.
     *
     * @return a new connection, without a current schema; the caller closes it.
     * @throws SQLException if the server does not answer.
     */
    public Connection connect() throws SQLException {
        final Server server = server();
        final String url = "jdbc:mysql://" + server.host() + ':' + server.port() + "/?sslMode=DISABLED";
        return DriverManager.getConnection(url, server.user(), server.password());
    }

    /** @return whether the server's process is alive. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /**
     * Whom the operating system is to be asked about, for instance for processor time and memory.
     *
     * @return the id of the process of the latest start.
     */
    public synchronized long processId() {
        return process.id();
    }

    /**
     * Starts the stopped or killed server on the port and data that it had, and waits until it answers.
     *
     * @throws OperatorException     if it does not start, with what its log says.
     * @throws IllegalStateException if it runs, or is closed.
     */
    public synchronized void start() {
        requireStopped();
        process = MariaDbProcess.start(base, directory, port, options.arguments(), this::connect);
    }

    private synchronized void requireStopped() {
        if (isRunning() || !Files.exists(directory)) {
            throw new IllegalStateException("the server " + (isRunning() ? "runs" : "is closed"));
        }
    }

    /** Lets the server shut down in good order, and waits for its end. Does nothing if it does not run. */
    public synchronized void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Ends the server as a crash does (SIGKILL), and waits for its end. Does nothing if it does not run. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Kills the server and deletes its data. May be called again. */
    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook is at work or has done it
        }
    }

    private synchronized void discard() {
        kill();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new OperatorException("cannot delete the embedded server's " + directory + ": " + e, e);
        }
    }

    private void writeInitFile() {
        try {
            // without binlog: the user is not something to replicate
            Files.writeString(
                    directory.resolve(MariaDbProcess.INIT_FILE),
                    String.join(
                            "\n",
                            "SET SESSION sql_log_bin=0;",
                            "CREATE USER IF NOT EXISTS '" + USER + "'@'" + HOST + "' IDENTIFIED BY '" + password + "';",
                            "GRANT ALL PRIVILEGES ON *.* TO '" + USER + "'@'" + HOST + "' WITH GRANT OPTION;",
                            ""));
        } catch (IOException e) {
            throw new OperatorException("cannot write in an embedded server's " + directory + ": " + e, e);
        }
    }

    private synchronized void startOnFreePort() {
        for (int tried = 1; process == null; tried++) {
            port = listenOnce(0);
            try {
                start();
            } catch (OperatorException e) {
                if (tried == PORTS_TRIED || isFree(port)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isFree(final int port) {
        try {
            return listenOnce(port) == port;
        } catch (OperatorException e) {
            return false;
        }
    }

    /** Listens for a moment on a port, on any free one if it is 0, and returns the port. */
    private static int listenOnce(final int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new OperatorException("cannot listen on " + HOST + ':' + port + ": " + e.getMessage(), e);
        }
    }
}
