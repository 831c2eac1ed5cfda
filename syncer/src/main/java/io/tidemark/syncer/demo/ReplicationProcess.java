// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.syncer.failure.OperatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code tidemark run} as a process of its own, the same program that an operator runs, so that it can be killed. Its
 * status is read from its output; its log goes to a file.
 */
public final class ReplicationProcess implements AutoCloseable {
    /** 128 + the number of SIGTERM: how a Java process ends that was asked to, after its shutdown hooks. */
    private static final int TERMINATED = 143;

    private static final int LOG_LINES = 3;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAIN = "io.tidemark.syncer.cli.Tidemark";

    private final Process process;
    private final Path log;
    private final Thread hook;
    private volatile ReplicationStatus status = ReplicationStatus.NONE;

    private ReplicationProcess(final Process process, final Path log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly, "tidemark-demo-end");
        Runtime.getRuntime().addShutdownHook(hook);
        final Thread reader = new Thread(this::read, "tidemark-demo-status");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a process.
     *
     * @param taskFile    the task.
     * @param environment what is added to this process's environment.
     * @param log         where its log is added to.
     * @param arguments   more arguments of {@code run}.
     * @return the running process.
     */
    public static ReplicationProcess start(
            final Path taskFile, final Map<String, String> environment, final Path log, final String... arguments) {
        return start(List.of("-cp", classPath()), taskFile, environment, log, arguments);
    }

    /** @return the class path of this process. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /**
     * Starts a process with switches for Java.
     *
     * @param java        the switches, the class path among them.
     * @param taskFile    the task.
     * @param environment what is added to this process's environment.
     * @param log         where its log is added to.
     * @param arguments   more arguments of {@code run}.
     * @return the running process.
     */
    public static ReplicationProcess start(
            final List<String> java,
            final Path taskFile,
            final Map<String, String> environment,
            final Path log,
            final String... arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(MAIN, "run", taskFile.toString(), "--status", "json", "--status-interval", "100ms"));
        command.addAll(List.of(arguments));
        final ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return new ReplicationProcess(builder.start(), log);
        } catch (final IOException e) {
            throw new UncheckedIOException("the replication process could not be started", e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                status = JSON.readValue(line, ReplicationStatus.class);
            }
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("the replication process printed what is not a status", e);
        } catch (final IOException e) {
            // a killed process breaks off in the middle of a line
            return;
        }
    }

    /** @return its number, for people. */
    public long pid() {
        return process.pid();
    }

    ReplicationStatus status() {
        return status;
    }

    /** @return whether it runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /**
     * Fails if the process has ended by itself.
     *
     * @throws OperatorException with the end of its log.
     */
    public void requireRunning() {
        if (!process.isAlive()) {
            throw failed("ended by itself with exit code " + process.exitValue());
        }
    }

    /**
     * SIGKILL: the process gets no chance to do anything.
     *
     * @throws InterruptedException if interrupted while waiting for its end.
     */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        forget();
    }

    /**
     * SIGTERM: the process applies and flushes what it has.
     *
     * @param seconds how long that may take.
     * @throws InterruptedException if interrupted while waiting for its end.
     */
    public void stop(final long seconds) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw failed("did not stop within " + seconds + " s");
        }
        if (process.exitValue() != TERMINATED) {
            throw failed("stopped with exit code " + process.exitValue());
        }
        forget();
    }

    /** SIGTERM, without waiting for what it leads to. */
    void terminate() {
        process.destroy();
    }

    /**
     * Waits for an end by itself.
     *
     * @param seconds how long to wait.
     * @return its exit code.
     * @throws InterruptedException if interrupted.
     */
    public int await(final long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw failed("still runs after " + seconds + " s");
        }
        return process.exitValue();
    }

    private OperatorException failed(final String how) {
        try {
            final List<String> lines = Files.readAllLines(log);
            final String end = String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
            return new OperatorException("the replication process " + how + "; its log ends with: " + end);
        } catch (final IOException e) {
            return new OperatorException("the replication process " + how + "; its log can't be read", e);
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // this process is ending, and the hook does what it is for
            return;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        forget();
    }
}
