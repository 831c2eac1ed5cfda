// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.embedded.Binlogs;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.faults.FaultyLink;
import io.tidemark.syncer.source.BinlogSource;
import io.tidemark.syncer.source.Nobody;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to the upstream, or on the way from it, a run goes on where it stood. */
class UpstreamFaultsIT {
    private static ServerPair pair;

    @BeforeAll
    static void open() {
        pair = ServerPair.open();
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        pair.reset();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void readsALargeTransactionToItsEndAlthoughConnectionsAreReset(final Delivery delivery) throws Exception {
        try (FaultyLink link = new FaultyLink(pair.up().server())) {
            final Task task = pair.task(link.server(), pair.down().server(), delivery);
            pair.writeLarge(60);
            pair.write(20);
            link.cutAfter(100_000);
            try (RunningReplication replication = RunningReplication.start(task)) {
                for (long cuts = 1; cuts <= 3; cuts++) {
                    final long sofar = cuts;
                    await().until(() -> link.strikes() >= sofar);
                    link.cutAfter(100_000 + 200_000 * cuts);
                }
                await().until(() -> link.strikes() >= 4);
                pair.finish(replication);
                assertThat(replication.reconnects()).isGreaterThanOrEqualTo(4);
            }
        }
    }

    @Test
    void goesOnAfterTheUpstreamWasKilledAndStartedAgain() throws Exception {
        final Task task = pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE);
        try (RunningReplication replication = pair.start(task)) {
            for (int kill = 0; kill < 2; kill++) {
                pair.write(30);
                pair.writeLarge(40);
                pair.up().kill();
                pair.up().start();
                pair.write(30);
            }
            pair.finish(replication);
            assertThat(replication.reconnects()).isPositive();
        }
        pair.assertCleanEnd();
    }

    @Test
    void goesOnAfterTheUpstreamWasShutDownAndStartedAgain() throws Exception {
        final Task task = pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE);
        try (RunningReplication replication = pair.start(task)) {
            pair.up().stop();
            pair.up().start();
            pair.write(5);
            pair.finish(replication);
            assertThat(replication.reconnects()).isPositive();
        }
    }

    @Test
    void goesOnWhenAHalfOpenConnectionHasBeenSilentForTooLong() throws Exception {
        try (FaultyLink link = new FaultyLink(pair.up().server())) {
            final Task task = pair.task(link.server(), pair.down().server(), Delivery.EXACTLY_ONCE);
            try (RunningReplication replication = RunningReplication.start(task, Duration.ofMillis(1500))) {
                pair.write(5);
                pair.awaitCaughtUp(replication);
                link.forgetConnections();
                pair.write(5);
                pair.finish(replication);
                assertThat(replication.reconnects()).isPositive();
            }
        }
    }

    @Test
    void goesOnOverRotationsAndASlowNetwork() throws Exception {
        try (FaultyLink link = new FaultyLink(pair.up().server())) {
            final Task task = pair.task(link.server(), pair.down().server(), Delivery.EXACTLY_ONCE);
            link.delay(Duration.ofMillis(20));
            try (RunningReplication replication = pair.start(task)) {
                for (int file = 0; file < 3; file++) {
                    pair.write(5);
                    ServerPair.execute(pair.up(), "FLUSH BINARY LOGS");
                    pair.write(5);
                    link.cut();
                }
                pair.finish(replication);
            }
        }
    }

    @Test
    void endsWithAClearErrorWhenTheBinlogWasPurgedMeanwhile() throws Exception {
        try (FaultyLink link = new FaultyLink(pair.up().server())) {
            final Task task = pair.task(link.server(), pair.down().server(), Delivery.EXACTLY_ONCE);
            try (RunningReplication replication = pair.start(task)) {
                link.goDown();
                pair.write(5);
                ServerPair.execute(pair.up(), "FLUSH BINARY LOGS");
                pair.write(1);
                final String last = ServerPair.query(pair.up(), "SHOW MASTER STATUS");
                Binlogs.purgeTo(pair.up(), last);
                link.comeUp();
                assertThat(replication.failure())
                        .isInstanceOf(OperatorException.class)
                        .hasMessageContaining("has purged binlogs")
                        .hasMessageContaining(last)
                        .hasMessageContaining("copy the data anew");
            }
        }
    }

    @Test
    void yieldsToAReplicaThatTakesItsServerIdInsteadOfFightingForIt() throws Exception {
        final long id = 4711;
        final Task task =
                pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE, OptionalLong.of(id));
        try (RunningReplication replication = pair.start(task)) {
            final BinlogSource other;
            try (Upstream upstream = Upstream.connect(pair.up().server())) {
                other = new BinlogSource(
                        pair.up().server(),
                        upstream.resolve(upstream.currentLocation()),
                        SourceOptions.withServerId(id));
            }
            final CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(other));
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("server id " + id);
            assertThat(reading).isNotDone();
            other.stop();
            reading.join();
        }
    }

    private static void read(final BinlogSource source) {
        try {
            source.run(new OnceOnly(new Nobody()));
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void stopsCleanWhileTheUpstreamIsAway() throws Exception {
        try (FaultyLink link = new FaultyLink(pair.up().server())) {
            final Task task = pair.task(link.server(), pair.down().server(), Delivery.EXACTLY_ONCE);
            try (RunningReplication replication = pair.start(task)) {
                link.goDown();
                replication.stop();
                pair.assertEqual();
                pair.assertCleanEnd();
            }
        }
    }

    @Test
    void givesUpAnUpstreamThatStaysAway() throws Exception {
        try (FaultyLink link = new FaultyLink(pair.up().server())) {
            final Location start;
            try (Upstream upstream = Upstream.connect(pair.up().server())) {
                start = upstream.currentLocation();
            }
            link.goDown();
            final LongAdder reconnects = new LongAdder();
            final ResumedSource source = new ResumedSource(
                    link.server(),
                    start,
                    SourceOptions.withServerId(4712),
                    new RetryPolicy(2, Duration.ZERO, Duration.ofMillis(1)),
                    reconnects);
            assertThatThrownBy(() -> source.run(new Nobody()))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("lost the connection to upstream")
                    .hasMessageContaining("tried 2 times");
            assertThat(reconnects.sum()).isZero();
        }
    }
}
