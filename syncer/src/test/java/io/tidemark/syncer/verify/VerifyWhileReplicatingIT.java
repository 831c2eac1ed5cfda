// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.replication.StatusFormat;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifyWhileReplicatingIT {
    private static final int ROWS = 20_000;
    private static VerifiedPair servers;

    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeAll
    static void start() {
        servers = new VerifiedPair();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void tables() throws Exception {
        servers.reset();
        servers.onBoth(
                "CREATE TABLE shop.hot (id INT PRIMARY KEY, n INT, filler VARCHAR(100))",
                "INSERT INTO shop.hot SELECT seq, 0, REPEAT('f', 50) FROM shop.seq_1_to_" + ROWS,
                "CREATE TABLE shop.keyless (a INT)");
    }

    /** Changes rows everywhere, and some of them all the time, until told. */
    private long write() {
        long changes = 0;
        try (Connection connection = servers.up().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE shop");
            for (int i = 1; !enough.get(); i++) {
                final int id = (i * 7919) % ROWS + 1;
                statement.execute("UPDATE hot SET n = n + 1 WHERE id IN (" + id + ", " + (id % ROWS + 1) + ")");
                statement.execute("DELETE FROM hot WHERE id = " + (ROWS + 1 + i % 10));
                statement.execute("INSERT INTO hot VALUES (" + (ROWS + 1 + i % 10) + ", " + i + ", 'x')");
                statement.execute("INSERT INTO keyless VALUES (" + i % 5 + ")");
                changes += 5;
            }
            return changes;
        } catch (final Exception e) {
            throw new CompletionException(e);
        }
    }

    private static CompletableFuture<Void> run(final Replication replication) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        replication.run();
                    } catch (final InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                work -> new Thread(work, "replication-under-test").start());
    }

    private static Replication replication(final Task task) {
        return new Replication(
                task,
                new RunOptions(Optional.empty(), Optional.empty(), StatusFormat.NONE, Duration.ofSeconds(1), false),
                new PrintWriter(Writer.nullWriter()));
    }

    @Test
    void takesNoRowInFlightForADifferenceAndFindsTheRealOnes() throws Exception {
        final Task task = servers.task();
        final Replication replication = replication(task);
        final CompletableFuture<Void> replicating = run(replication);
        final CompletableFuture<Long> writing = CompletableFuture.supplyAsync(this::write);
        try {
            for (int i = 0; i < 3; i++) {
                final JsonNode report = VerifiedPair.verify(task, VerifiedPair.options(1_000));
                assertThat(report.at("/equal").asBoolean())
                        .as(report.toString())
                        .isTrue();
            }
            // rows that nobody changes upstream
            VerifiedPair.execute(
                    servers.down(),
                    "INSERT INTO shop.hot VALUES (-1, 0, '')",
                    "INSERT INTO shop.hot VALUES (-2, 0, '')");

            final JsonNode table = VerifiedPair.verify(
                            task, VerifiedPair.options(1_000, Optional.empty(), List.of("*.hot")))
                    .at("/tables/0");

            assertThat(table.at("/extra").asLong()).as(table.toString()).isEqualTo(2);
            assertThat(table.at("/missing").asLong() + table.at("/differing").asLong())
                    .isZero();
        } finally {
            enough.set(true);
            assertThat(writing.join()).isPositive();
            replication.stop();
            await().atMost(Duration.ofMinutes(1)).until(replicating::isDone);
        }
    }

    @Test
    void saysThatAReplicationThatStandsStillMayBeTheReason() throws Exception {
        final Task task = servers.task();
        final Replication replication = replication(task);
        final CompletableFuture<Void> replicating = run(replication);
        VerifiedPair.execute(servers.up(), "UPDATE shop.hot SET n = 1 WHERE id = 5");
        await().atMost(Duration.ofMinutes(1)).until(() -> VerifiedPair.verify(task, VerifiedPair.options(1_000))
                .at("/equal")
                .asBoolean());
        replication.stop();
        await().atMost(Duration.ofMinutes(1)).until(replicating::isDone);
        VerifiedPair.execute(servers.up(), "UPDATE shop.hot SET n = 2 WHERE id = 5");
        final VerifyOptions impatient = new VerifyOptions(
                List.of("shop.hot"), 1_000, 1, 0, 10, Duration.ofMillis(1), Optional.empty(), true, false);

        final JsonNode table = VerifiedPair.verify(task, impatient).at("/tables/0");

        assertThat(table.at("/differing").asLong()).isEqualTo(1);
        assertThat(table.at("/notes/0").asText()).contains("the replication does not get on");
    }
}
