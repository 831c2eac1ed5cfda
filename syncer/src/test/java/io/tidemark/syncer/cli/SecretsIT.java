// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** However a connection fails, and whatever is shown of it, a password is not. */
class SecretsIT {
    private static final String SECRET = "Pa55+wörd&of%the=test";

    private static EmbeddedServer server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        server = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private String yaml(final String target, final String source) {
        return "name: secret\n"
                + "target-database: {" + target + "}\n"
                + "mysql-instances:\n"
                + "  - source-id: s\n"
                + "    from: {" + source + "}\n";
    }

    private static String place(final int port, final String user, final String more) {
        return "host: 127.0.0.1, port: " + port + ", user: " + user + ", password: \"${SECRET}\"" + more;
    }

    /** All that a command shows: its output, its errors with stack traces, and every line that is logged. */
    private String shown(final String yaml, final String... command) throws IOException {
        final Path file = Files.writeString(directory.resolve("task.yaml"), yaml);
        final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        final Level before = root.getLevel();
        final ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        final StringWriter text = new StringWriter();
        try {
            final PrintWriter out = new PrintWriter(text, true);
            final Surroundings surroundings = new Surroundings(out, out, Map.of("SECRET", SECRET), false);
            final String[] arguments = new String[command.length + 2];
            System.arraycopy(command, 0, arguments, 0, command.length);
            arguments[command.length] = file.toString();
            arguments[command.length + 1] = "--stack-trace";
            final int exitCode = new TidemarkCommand(
                            (task, options) -> new Replication(task, options, out).run(),
                            options -> 0,
                            options -> 0,
                            surroundings)
                    .execute(arguments);
            assertThat(exitCode).as(text.toString()).isEqualTo(ExitCode.FAILED);
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        for (final ILoggingEvent line : log.list) {
            text.append(line.getFormattedMessage()).append('\n');
            if (line.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(line.getThrowableProxy()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static void assertNothingIsGivenAway(final String shown) {
        assertThat(shown)
                .isNotBlank()
                .doesNotContain(SECRET)
                .doesNotContain("Pa55")
                .doesNotContain(server.server().password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "checkpoint show", "checkpoint export", "checkpoint clear --yes"})
    void neverShowAPassword(final String command) throws IOException {
        final int port = server.server().port();
        // nobody listens, the login is refused, there is no TLS, the host has no name
        assertNothingIsGivenAway(shown(yaml(place(1, "writer", ""), place(1, "reader", "")), command.split(" ")));
        assertNothingIsGivenAway(shown(yaml(place(port, "writer", ""), place(port, "reader", "")), command.split(" ")));
        assertNothingIsGivenAway(shown(
                yaml(
                        place(port, "writer", ", security: {ssl-mode: required}"),
                        place(port, "reader", ", security: {ssl-mode: required}")),
                command.split(" ")));
        assertNothingIsGivenAway(shown(
                yaml(place(port, "writer", "").replace("127.0.0.1", "no.such.host.invalid"), place(port, "reader", "")),
                command.split(" ")));
    }

    @Test
    void norOfTheSideThatCanBeReached() throws IOException {
        final Server good = server.server();
        final String right = "host: " + good.host() + ", port: " + good.port() + ", user: " + good.user()
                + ", password: " + good.password();

        assertNothingIsGivenAway(shown(yaml(right, place(good.port(), "reader", "")), "run"));
        assertNothingIsGivenAway(shown(yaml(right, place(good.port(), "reader", "")), "check"));
    }

    @Test
    void norWhatWasTyped() throws IOException {
        final Path file = Files.writeString(
                directory.resolve("asking.yaml"),
                yaml("host: 127.0.0.1, port: " + server.server().port() + ", user: writer", place(1, "reader", "")));
        final StringWriter text = new StringWriter();
        final PrintWriter out = new PrintWriter(text, true);
        final Person person = new Person() {
            @Override
            public String password(final String account) {
                out.println("asked for " + account);
                return SECRET;
            }

            @Override
            public boolean agrees(final String question) {
                return false;
            }
        };
        final int exitCode = new TidemarkCommand(
                        (task, options) -> new Replication(task, options, out).run(),
                        options -> 0,
                        options -> 0,
                        new Surroundings(out, out, Map.of("SECRET", SECRET), false, person))
                .execute("run", "--ask-password", "--stack-trace", file.toString());

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(text.toString()).contains("asked for writer@127.0.0.1:");
        assertNothingIsGivenAway(text.toString());
    }

    @Test
    void asksNobodyWithoutATerminal() throws IOException {
        final Path file = Files.writeString(
                directory.resolve("asking.yaml"),
                yaml("host: 127.0.0.1, port: 1, user: writer", place(1, "reader", "")));
        final StringWriter text = new StringWriter();
        final PrintWriter out = new PrintWriter(text, true);
        final int exitCode = new TidemarkCommand(
                        (task, options) -> {},
                        options -> 0,
                        options -> 0,
                        new Surroundings(out, out, Map.of("SECRET", SECRET), false))
                .execute("run", "--ask-password", file.toString());

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(text.toString())
                .contains("the password of writer@127.0.0.1:1 can't be asked for, since there is no terminal");
    }
}
