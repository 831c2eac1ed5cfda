// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An upstream and a downstream, and what a verification says of them. */
final class VerifiedPair implements AutoCloseable {
    private final EmbeddedServer up =
            EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
    private final EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());

    EmbeddedServer up() {
        return up;
    }

    EmbeddedServer down() {
        return down;
    }

    /** An empty schema on both sides, and no checkpoint. */
    void reset() throws SQLException {
        onBoth("DROP DATABASE IF EXISTS dm_meta", "DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop");
    }

    void onBoth(final String... statements) throws SQLException {
        execute(up, statements);
        execute(down, statements);
    }

    static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = ''");
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A task that begins where the upstream's binlog ends now. */
    Task task() {
        try (Upstream upstream = Upstream.connect(up.server())) {
            return new Task(
                    "checked",
                    Task.DEFAULT_META_SCHEMA,
                    down.server(),
                    new Source(
                            "s",
                            up.server(),
                            OptionalLong.empty(),
                            Optional.of(upstream.currentLocation()),
                            Optional.empty()),
                    new SyncerSettings(
                            3, 50, Duration.ofMillis(50), false, true, FlushMode.ASYNC, Delivery.EXACTLY_ONCE));
        }
    }

    static VerifyOptions options(final long chunkRows) {
        return options(chunkRows, Optional.empty(), List.of());
    }

    static VerifyOptions options(final long chunkRows, final Optional<Path> state, final List<String> tables) {
        return new VerifyOptions(tables, chunkRows, 2, 0, 100, Duration.ofSeconds(30), state, true, false);
    }

    /** The result as JSON, in a run of its own. */
    JsonNode verify(final VerifyOptions options) throws Exception {
        return verify(task(), options);
    }

    static JsonNode verify(final Task task, final VerifyOptions options) throws Exception {
        final StringWriter out = new StringWriter();
        final Optional<Boolean> equal =
                new Verification(task, options, new PrintWriter(out), new PrintWriter(Writer.nullWriter())).run();
        final JsonNode report = new ObjectMapper().readTree(out.toString());
        if (report.path("equal").asBoolean() != equal.orElseThrow()) {
            throw new AssertionError("says " + equal + ", but prints " + report);
        }
        return report;
    }

    @Override
    public void close() {
        up.close();
        down.close();
    }
}
