// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.demo.DemoOptions;
import io.tidemark.syncer.embedded.Binlogs;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator gets wrong ends with one clear line, an exit code, and no stack trace: on real servers. */
class BadInputIT {
    private static EmbeddedServer upstream;
    private static EmbeddedServer downstream;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startServers() {
        upstream = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
        downstream = EmbeddedServer.open(EmbeddedServerOptions.downstream());
    }

    @AfterAll
    static void closeServers() {
        upstream.close();
        downstream.close();
    }

    private int run(final Server from, final Server to, final String... more) throws IOException {
        final Path task = Files.writeString(directory.resolve("task.yaml"), """
                name: bad
                target-database: {host: "%s", port: %d, user: "%s", password: "${TO}"}
                mysql-instances:
                  - source-id: s
                    from: {host: "%s", port: %d, user: "%s", password: "${FROM}"}
                    meta: {binlog-name: mysql-bin.000001, binlog-pos: 4}
                """.formatted(
                        to.host(), to.port(), to.user(), from.host(), from.port(), from.user()));
        final List<String> arguments = new ArrayList<>(List.of("run", task.toString(), "--status=none"));
        arguments.addAll(List.of(more));
        final PrintWriter printer = new PrintWriter(out, true);
        final Surroundings surroundings = new Surroundings(
                printer, new PrintWriter(err, true), Map.of("FROM", from.password(), "TO", to.password()), false);
        final RunAction replication = (read, options) -> new Replication(read, options, printer).run();
        final DemoAction demo = (final DemoOptions options) -> 0;
        return new TidemarkCommand(replication, demo, campaign -> 0, surroundings)
                .execute(arguments.toArray(String[]::new));
    }

    private void assertOneLine(final int exitCode, final String... parts) {
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("tidemark: ")
                .doesNotContain("\n", "Exception", "\tat ", "s3cret")
                .contains(parts);
    }

    private static Server unreachable() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Server("127.0.0.1", free.getLocalPort(), "someone", "s3cret");
        }
    }

    private static Server as(final Server server, final String user, final String password) {
        return new Server(server.host(), server.port(), user, password);
    }

    @Test
    void unreachableUpstream() throws IOException {
        final Server nobody = unreachable();
        assertOneLine(run(nobody, downstream.server()), "upstream", "127.0.0.1:" + nobody.port());
    }

    @Test
    void unreachableDownstream() throws IOException {
        final Server nobody = unreachable();
        assertOneLine(
                run(upstream.server(), nobody), "downstream", "127.0.0.1:" + nobody.port(), "check host and port");
    }

    @Test
    void wrongPasswordUpstream() throws IOException {
        assertOneLine(
                run(as(upstream.server(), upstream.server().user(), "s3cret"), downstream.server()),
                "upstream",
                "password");
    }

    @Test
    void wrongPasswordDownstream() throws IOException {
        assertOneLine(
                run(
                        upstream.server(),
                        as(downstream.server(), downstream.server().user(), "s3cret")),
                "downstream",
                "password");
    }

    @Test
    void upstreamWithoutBinlogs() throws IOException {
        assertOneLine(run(downstream.server(), downstream.server()), "log_bin", "--log-bin");
    }

    @Test
    void upstreamWithStatementBinlogs() throws IOException, SQLException {
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET GLOBAL binlog_format = 'STATEMENT'");
            try {
                assertOneLine(run(upstream.server(), downstream.server()), "binlog_format=STATEMENT", "ROW");
            } finally {
                statement.execute("SET GLOBAL binlog_format = 'ROW'");
            }
        }
    }

    @Test
    void userWithoutReplicationPrivileges() throws IOException, SQLException {
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE USER weak IDENTIFIED BY 's3cret'");
        }
        assertOneLine(run(as(upstream.server(), "weak", "s3cret"), downstream.server()), "weak", "GRANT");
    }

    @Test
    void downstreamUserWithoutPrivileges() throws IOException, SQLException {
        try (Connection connection = downstream.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE USER weak IDENTIFIED BY 's3cret'");
        }
        assertOneLine(run(upstream.server(), as(downstream.server(), "weak", "s3cret")), "dm_meta", "denied");
    }

    @Test
    void purgedPosition() throws IOException, SQLException {
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("FLUSH BINARY LOGS");
            statement.execute("FLUSH BINARY LOGS");
        }
        Binlogs.purgeTo(upstream, "mysql-bin.000003");
        assertOneLine(
                run(upstream.server(), downstream.server(), "--start", "mysql-bin.000001:4"),
                "mysql-bin.000001",
                "mysql-bin.000003");
    }

    @Test
    void positionThatNeverWas() throws IOException {
        assertOneLine(run(upstream.server(), downstream.server(), "--start", "mysql-bin.000900:4"), "mysql-bin.000900");
    }

    @Test
    void rowsBeforeAStatementThatIsRefusedAreAppliedFirst() throws IOException, SQLException {
        final Location start;
        try (Upstream binlog = Upstream.connect(upstream.server())) {
            start = binlog.currentLocation();
        }
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE dml");
            statement.execute("CREATE TABLE dml.t (id INT PRIMARY KEY)");
            for (int first = 0; first < 8_000; first += 100) {
                statement.execute(IntStream.range(first, first + 100)
                        .mapToObj(id -> "(" + id + ")")
                        .collect(Collectors.joining(",", "INSERT INTO dml.t VALUES ", "")));
            }
            statement.execute("SET SESSION binlog_format = 'STATEMENT'");
            statement.execute("INSERT INTO dml.t VALUES (-1)");
        }
        assertOneLine(
                run(
                        upstream.server(),
                        downstream.server(),
                        "--start",
                        start.position().toString()),
                "binlog_format=ROW",
                "start behind");
        try (Connection connection = downstream.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM dml.t")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(8_000);
        }
    }

    @Test
    void unknownKeyInTheTaskFile() throws IOException {
        final Path task = Files.writeString(directory.resolve("typo.yaml"), "name: t\ntarget-databas: {}\n");
        final Surroundings surroundings =
                new Surroundings(new PrintWriter(out), new PrintWriter(err, true), Map.of(), false);
        final int exitCode = new TidemarkCommand((read, options) -> {}, options -> 0, options -> 0, surroundings)
                .execute("run", task.toString());
        assertOneLine(exitCode, "target-databas", "target-database", "typo.yaml");
    }
}
