// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim without its rows is the syncer's fault, unless the rows have been there: then it is the server's. */
class WatchIT {
    private static EmbeddedServer server;

    private final Written written = new Written();
    private final Watch watch = new Watch(server::connect, written, new Recoveries());
    private CompletableFuture<Void> running;

    @BeforeAll
    static void open() {
        server = EmbeddedServer.open(EmbeddedServerOptions.downstream());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    /** Transaction 1, of GTID 5, is applied and claimed. */
    @BeforeEach
    void start() throws SQLException {
        execute(
                "DROP DATABASE IF EXISTS torture_watch",
                "CREATE OR REPLACE DATABASE torture",
                "CREATE OR REPLACE DATABASE dm_meta",
                "CREATE TABLE dm_meta.torture_syncer_checkpoint (is_global INT, binlog_gtid VARCHAR(20))",
                "INSERT INTO dm_meta.torture_syncer_checkpoint VALUES (1, '0-1-5')");
        for (final TracedTable table : TracedTable.values()) {
            execute(table.definition());
        }
        try (Connection connection = server.connect()) {
            History.prepare(connection);
        }
        written.add(5, List.of(new Change(TracedTable.HOT, 1, 1)));
        execute("INSERT INTO torture.hot VALUES (1, 1, 1)");
        running = CompletableFuture.runAsync(() -> {
            try {
                watch.run();
            } catch (final InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        until(() -> watch.claims() > 0);
    }

    @AfterEach
    void end() {
        watch.end();
        running.join();
    }

    @Test
    void findsAnAppliedClaimTrueAlsoAfterAKill() {
        final long before = watch.claims();
        server.kill();
        server.start();
        until(() -> watch.claims() > before);

        assertThat(watch.violations()).isEmpty();
        assertThat(watch.serverLosses()).isEmpty();
    }

    @Test
    void blamesTheSyncerForAClaimWhoseRowsWereNeverThere() throws SQLException {
        written.add(6, List.of(new Change(TracedTable.HOT, 1, 2)));
        execute("UPDATE dm_meta.torture_syncer_checkpoint SET binlog_gtid = '0-1-6'");
        until(() -> !watch.violations().isEmpty());

        assertThat(watch.serverLosses()).isEmpty();
    }

    @Test
    void blamesTheServerForRowsThatWereThereBeforeAKill() throws SQLException {
        execute("DELETE FROM torture_watch.history");
        server.kill();
        server.start();
        until(() -> !watch.serverLosses().isEmpty());

        assertThat(watch.violations()).isEmpty();
    }

    private static void until(final Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).until(condition);
    }

    private static void execute(final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
