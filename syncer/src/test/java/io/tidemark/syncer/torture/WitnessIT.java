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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A witness tells a server that forgets from one that does not. */
class WitnessIT {
    private static EmbeddedServer server;

    private final Witness witness = new Witness(server::connect);
    private CompletableFuture<Void> running;

    @BeforeAll
    static void open() {
        server = EmbeddedServer.open(EmbeddedServerOptions.downstream());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void start() throws SQLException {
        execute("CREATE OR REPLACE DATABASE torture_watch", Witness.DEFINITION);
        running = CompletableFuture.runAsync(() -> {
            try {
                witness.run();
            } catch (final InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        awaitMoreThan(5);
    }

    @AfterEach
    void end() {
        witness.end();
        running.join();
    }

    @Test
    void findsEveryCommitAfterAKill() {
        server.kill();
        final long before = witness.confirmed();
        server.start();
        awaitMoreThan(before + 5);

        assertThat(witness.finding()).isEmpty();
        assertThat(witness.lost()).isZero();
    }

    @Test
    void countsWhatIsGone() throws SQLException {
        witness.end();
        running.join();
        execute("DELETE FROM torture_watch.witness WHERE number > " + (witness.confirmed() - 2));

        witness.verify();

        assertThat(witness.lost()).isEqualTo(2);
        assertThat(witness.finding())
                .hasValueSatisfying(text -> assertThat(text).contains("2 are gone"));
    }

    @Test
    void seesARowGoneInTheMiddle() throws SQLException {
        witness.end();
        running.join();
        execute("DELETE FROM torture_watch.witness WHERE number = 3");

        witness.verify();

        assertThat(witness.lost()).isEqualTo(1);
    }

    @Test
    void seesThatANewRowIsRefused() throws SQLException {
        execute("INSERT INTO torture_watch.witness (number) VALUES (" + (witness.confirmed() + 20) + ")");

        await().atMost(Duration.ofMinutes(2)).until(() -> witness.finding().isPresent());

        assertThat(witness.finding())
                .hasValueSatisfying(text -> assertThat(text).contains("refuses a new row"));
    }

    private void awaitMoreThan(final long commits) {
        await().atMost(Duration.ofMinutes(1)).until(() -> witness.confirmed() > commits);
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
