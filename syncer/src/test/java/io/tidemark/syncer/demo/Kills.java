// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What tests that kill a process share. */
final class Kills {
    static final Duration LONG = Duration.ofMinutes(3);

    private Kills() {}

    static DemoTask task(
            final int workers,
            final EmbeddedServer up,
            final EmbeddedServer down,
            final Location start,
            final Delivery delivery)
            throws Exception {
        return task(workers, up, down, start, delivery, Transactions.ROWS);
    }

    static DemoTask task(
            final int workers,
            final EmbeddedServer up,
            final EmbeddedServer down,
            final Location start,
            final Delivery delivery,
            final Transactions transactions)
            throws Exception {
        // seldom flushed, so that much lies behind the global point when a kill comes
        final DemoOptions options = new DemoOptions(1, workers, Duration.ofSeconds(2), FlushMode.ASYNC, 1, false);
        return DemoTask.write(options, up.server(), down.server(), start, delivery, transactions);
    }

    static void finish(final DemoTask task, final Location end, final String replay) throws InterruptedException {
        try (ReplicationProcess last = task.start("--until", end.position().toString())) {
            assertThat(last.await(LONG.toSeconds())).as(replay).isZero();
        }
    }

    static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long count(final EmbeddedServer server, final String table) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
