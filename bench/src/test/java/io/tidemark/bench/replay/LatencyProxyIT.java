// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyProxyIT {
    private static final Duration ADDED = Duration.ofMillis(20);

    @Test
    void serverAnswersThroughIt() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                LatencyProxy proxy = LatencyProxy.before(server.server(), ADDED)) {
            final Server door = proxy.server();
            try (Connection connection =
                            DriverManager.getConnection(door.jdbcUrl(), door.jdbcProperties(Duration.ofMinutes(1)));
                    Statement statement = connection.createStatement()) {
                final long start = System.nanoTime();
                try (ResultSet rows = statement.executeQuery("SELECT REPEAT('x', 300000)")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).hasSize(300_000);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ADDED);
                assertThat(proxy.connections()).isEqualTo(1);
            }
            await().until(() -> proxy.connections() == 0);
        }
    }
}
