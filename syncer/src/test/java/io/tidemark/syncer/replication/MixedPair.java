// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.mysql.SideBySide;
import io.tidemark.syncer.mysql.TestHost;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Two servers of any make, and a task from one to the other. */
record MixedPair(TestHost up, TestHost down, String name) {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Where the upstream's binlog ends now. */
    Location end() {
        try (Upstream upstream = Upstream.connect(up.server())) {
            return upstream.currentLocation();
        }
    }

    Task taskFrom(final Location start) {
        return new Task(
                name,
                Task.DEFAULT_META_SCHEMA,
                down.server(),
                new Source("s", up.server(), OptionalLong.empty(), Optional.of(start), Optional.empty()),
                new SyncerSettings(3, 20, Duration.ofMillis(20), false, true, FlushMode.ASYNC, Delivery.EXACTLY_ONCE));
    }

    RunningReplication start(final Location from) {
        return RunningReplication.start(taskFrom(from));
    }

    /** Waits until everything that the upstream has is applied and flushed. */
    void awaitCaughtUp(final RunningReplication replication) {
        final Location end = end();
        await().atMost(LONG).until(() -> {
            replication.requireRunning();
            final GtidSet gtids = GtidSet.parse(flushedGtids());
            // positions of another server mean nothing
            return gtids.isEmpty() ? flushed().compareTo(end.position()) >= 0 : gtids.contains(end.gtids());
        });
    }

    /** The global point, as the downstream has it. */
    BinlogPosition flushed() {
        try {
            final String position = down.query("SELECT CONCAT(binlog_name, ':', binlog_pos) FROM dm_meta." + name
                    + "_syncer_checkpoint WHERE is_global");
            return position.isEmpty() ? BinlogPosition.MIN : BinlogPosition.parse(position);
        } catch (final SQLException e) {
            return BinlogPosition.MIN; // there is no table yet
        }
    }

    /** The GTIDs of the global point, empty if it has none. */
    String flushedGtids() {
        try {
            final String gtids =
                    down.query("SELECT binlog_gtid FROM dm_meta." + name + "_syncer_checkpoint WHERE is_global");
            return gtids == null ? "" : gtids;
        } catch (final SQLException e) {
            return ""; // there is no table yet
        }
    }

    /** Executes statements on both sides, those of the upstream without a trace in its binlog. */
    void prepare(final String... statements) throws SQLException {
        for (final TestHost host : new TestHost[] {up, down}) {
            final String[] all = new String[statements.length + 1];
            all[0] = "SET SESSION sql_log_bin = 0";
            System.arraycopy(statements, 0, all, 1, statements.length);
            host.execute(all);
        }
    }

    void assertSame(final String... tables) throws SQLException {
        assertThat(tables).isNotEmpty();
        for (final String table : tables) {
            SideBySide.assertSame(up, down, table);
        }
    }
}
