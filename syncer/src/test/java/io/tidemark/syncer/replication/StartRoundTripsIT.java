// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.faults.FaultyLink;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a run says to its servers from the start to a clean stop, whatever the number of rows. One row is replicated, so
 * that there is one batch; and the flush interval never passes, so that no time counts.
 */
class StartRoundTripsIT {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int WORKERS = 8;

    private static ServerPair servers;

    @BeforeAll
    static void open() {
        servers = ServerPair.open();
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        servers.reset();
    }

    /** The first run creates its tables; the second one finds them. */
    @Test
    void areFewWithExactlyOnce() throws Exception {
        final Task task = task(Delivery.EXACTLY_ONCE);
        assertRoundTrips(task, 29, 121);
        assertRoundTrips(task, 29, 101);
    }

    @Test
    void areFewWithAtLeastOnce() throws Exception {
        final Task task = task(Delivery.AT_LEAST_ONCE);
        assertRoundTrips(task, 29, 81);
        assertRoundTrips(task, 29, 68);
    }

    private static Task task(final Delivery delivery) {
        final Task task = servers.task(servers.up().server(), servers.down().server(), delivery);
        return new Task(
                task.name(),
                task.metaSchema(),
                task.target(),
                task.source(),
                new SyncerSettings(WORKERS, 20, NEVER, false, true, FlushMode.ASYNC, delivery));
    }

    private void assertRoundTrips(final Task task, final long upstream, final long downstream) throws Exception {
        ServerPair.execute(servers.up(), "INSERT INTO faults.keyed SELECT MAX(id) + 1, 0, '' FROM faults.keyed");
        final Location end;
        try (Upstream at = Upstream.connect(servers.up().server())) {
            end = at.currentLocation();
        }
        try (FaultyLink up = new FaultyLink(servers.up().server());
                FaultyLink down = new FaultyLink(servers.down().server())) {
            final Source from = task.source();
            final Task linked = new Task(
                    task.name(),
                    task.metaSchema(),
                    down.server(),
                    new Source(from.id(), up.server(), from.serverId(), from.meta(), from.dumpMetadata()),
                    task.syncer());
            new Replication(linked, until(end), new PrintWriter(Writer.nullWriter())).run();
            assertThat(up.roundTrips()).as("to the upstream").isLessThanOrEqualTo(upstream);
            assertThat(down.roundTrips()).as("to the downstream").isLessThanOrEqualTo(downstream);
        }
        servers.assertEqual();
    }

    private static RunOptions until(final Location end) {
        return new RunOptions(Optional.empty(), Optional.of(end), StatusFormat.NONE, NEVER, false);
    }
}
