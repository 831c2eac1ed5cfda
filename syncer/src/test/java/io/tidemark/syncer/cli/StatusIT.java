// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of a task before, while and after it runs, between two real servers. */
class StatusIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final AtomicReference<Replication> running = new AtomicReference<>();
    private String passwords;
    private Map<String, String> environment;
    private int port;

    private record Said(int code, String out, String err) {}

    private Said execute(final String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final RunAction run = (task, options) -> {
            final Replication replication = new Replication(task, options, new PrintWriter(Writer.nullWriter()));
            running.compareAndSet(null, replication);
            replication.run();
        };
        final Surroundings surroundings =
                new Surroundings(new PrintWriter(out, true), new PrintWriter(err, true), environment, false);
        final int code = new TidemarkCommand(run, demo -> 0, campaign -> 0, surroundings).execute(arguments);
        assertThat(out + " " + err).doesNotContain(passwords);
        return new Said(code, out.toString(), err.toString());
    }

    private String write(final EmbeddedServer up, final EmbeddedServer down) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        final Server from = up.server();
        final Server to = down.server();
        passwords = from.password();
        environment = Map.of("FROM", from.password(), "TO", to.password());
        try (Upstream upstream = Upstream.connect(from)) {
            return Files.writeString(directory.resolve("task.yaml"), """
                            name: told
                            target-database: {host: %s, port: %d, user: %s, password: "${TO}"}
                            mysql-instances:
                              - source-id: s
                                from: {host: %s, port: %d, user: %s, password: "${FROM}"}
                                meta: {binlog-name: %s, binlog-pos: %d}
                            syncers: {global: {worker-count: 2, checkpoint-flush-interval: 100ms}}
                            tidemark: {http: {listen: "127.0.0.1:%d"}}
                            """.formatted(
                                    to.host(),
                                    to.port(),
                                    to.user(),
                                    from.host(),
                                    from.port(),
                                    from.user(),
                                    upstream.currentLocation().position().file(),
                                    upstream.currentLocation().position().offset(),
                                    port))
                    .toString();
        }
    }

    private static void sql(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private JsonNode status(final String task) throws IOException {
        return JSON.readTree(execute("status", task, "--json").out());
    }

    @Test
    void tellsOfATaskBeforeWhileAndAfterItRuns() throws Exception {
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream())) {
            final String task = write(up, down);
            final Said before = execute("status", task);
            assertThat(before.code()).isEqualTo(1);
            assertThat(before.out())
                    .contains("task told, source s: no process answers at http://127.0.0.1:" + port + "/")
                    .contains("none: the task has not begun")
                    .contains("nobody has taken it");
            assertThat(execute("pause", task).err()).contains("no process answers");

            final CompletableFuture<Said> run = CompletableFuture.supplyAsync(() -> execute("run", task));
            try {
                whileItRuns(up, task);
            } finally {
                if (running.get() != null) {
                    running.get().stop();
                }
            }
            assertThat(run.join()).isEqualTo(new Said(0, "", ""));

            final Said after = execute("status", task);
            assertThat(after.code()).isEqualTo(1);
            assertThat(after.out())
                    .containsPattern("flushed +mysql-bin\\.\\d+:\\d+")
                    .containsPattern(
                            "lease +process " + ProcessHandle.current().pid() + " on host .*nobody works on it");
            assertThat(status(task).at("/checkpoint/tablePoints").asLong()).isEqualTo(1);
        }
    }

    private void whileItRuns(final EmbeddedServer up, final String task) throws Exception {
        await().atMost(LONG)
                .until(() -> "running".equals(status(task).at("/tidemark/state").asText()));
        sql(
                up,
                "CREATE DATABASE told",
                "USE told",
                "CREATE TABLE told.t (id INT PRIMARY KEY)",
                "INSERT INTO told.t SELECT seq FROM seq_1_to_500");
        await().atMost(LONG).until(() -> {
            final JsonNode status = status(task);
            // the upstream is looked at now and then only
            return status.at("/tidemark/rows/applied").asLong() == 500
                    && status.at("/tidemark/points/received/position")
                            .equals(status.at("/tidemark/points/upstream/position"))
                    && status.at("/sources/0/subTaskStatus/0/sync/synced").asBoolean()
                    && "0"
                            .equals(status.at("/sources/0/subTaskStatus/0/sync/secondsBehindMaster")
                                    .asText());
        });
        final JsonNode points = status(task).at("/tidemark/points");
        assertThat(points.at("/received/position")).isEqualTo(points.at("/upstream/position"));
        assertThat(points.at("/applied/gtids")).isEqualTo(points.at("/upstream/gtids"));

        final Said running = execute("status", task);
        assertThat(running.code()).isZero();
        assertThat(running.out())
                .startsWith("task told, source s: running, healthy\n")
                .containsPattern("rows +500 applied")
                .containsPattern("(?m)^upstream +mysql-bin\\.\\d+:\\d+ +0-1-\\d+$");

        assertThat(execute("pause", task)).isEqualTo(new Said(0, "task told is paused\n", ""));
        sql(up, "INSERT INTO told.t VALUES (1000)");
        // by the upstream's clock, though nothing of it is applied
        await().atMost(LONG)
                .until(() -> status(task)
                                .at("/tidemark/points/received/behindSeconds")
                                .asLong()
                        >= 2);
        assertThat(status(task).at("/tidemark/state").asText()).isEqualTo("paused");
        assertThat(status(task).at("/tidemark/lagSeconds").asLong()).isPositive();
        assertThat(status(task).at("/tidemark/rows/applied").asLong()).isEqualTo(500);
        assertThat(get("health").body()).isEqualTo("paused\n");
        assertThat(metric("tidemark_replication_lag_seconds")).isPositive();

        assertThat(execute("resume", task).out()).isEqualTo("task told is running\n");
        await().atMost(LONG)
                .until(() -> status(task).at("/tidemark/rows/applied").asLong() == 501);
        await().atMost(LONG).until(() -> metric("tidemark_replication_lag_seconds") == 0);
        for (final String path : List.of("status", "metrics", "")) {
            assertThat(get(path).body()).doesNotContain(passwords);
        }
        assertThat(execute("run", task).err())
                .contains("can't listen at 127.0.0.1:" + port)
                .contains("tidemark.http.listen");
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + '/' + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private double metric(final String name) throws IOException, InterruptedException {
        return get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
