// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What tests against a real server share. */
final class TestServers {
    private static final long SERVER_ID = 4_000_000_001L;

    private TestServers() {}

    static EmbeddedServer upstream() {
        return EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
    }

    static SourceOptions options() {
        return new SourceOptions(SERVER_ID, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static Location end(final EmbeddedServer server) {
        try (Upstream upstream = Upstream.connect(server.server())) {
            return upstream.resolve(upstream.currentLocation());
        }
    }
}
