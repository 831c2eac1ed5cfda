// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An upstream and a downstream, a table with a key and one without, and what is asked of them after a fault. */
final class ServerPair implements AutoCloseable {
    static final String NAME = "faults";
    private static final int WORKERS = 3;
    private static final Duration LONG = Duration.ofMinutes(3);

    private final EmbeddedServer up;
    private final EmbeddedServer down;
    private long rounds;

    private ServerPair(final EmbeddedServer up, final EmbeddedServer down) {
        this.up = up;
        this.down = down;
    }

    static ServerPair open(final String... downstreamArguments) {
        return new ServerPair(
                EmbeddedServer.open(EmbeddedServerOptions.downstream()
                        .asUpstream(1)
                        .with("--slave-connections-needed-for-purge=0")),
                EmbeddedServer.open(EmbeddedServerOptions.downstream()
                        .with("--innodb-lock-wait-timeout=2")
                        .with(downstreamArguments)));
    }

    EmbeddedServer up() {
        return up;
    }

    EmbeddedServer down() {
        return down;
    }

    /** Fresh tables on both sides, and no checkpoint. */
    void reset() throws SQLException {
        for (final EmbeddedServer server : List.of(up, down)) {
            execute(
                    server,
                    "CREATE OR REPLACE DATABASE faults",
                    "CREATE TABLE faults.keyed (id INT PRIMARY KEY, n INT NOT NULL, filler VARCHAR(200)) ENGINE=InnoDB CHARSET=utf8mb4",
                    "CREATE TABLE faults.keyless (a INT, b VARCHAR(200)) ENGINE=InnoDB CHARSET=utf8mb4",
                    "INSERT INTO faults.keyed VALUES (1, 0, ''), (2, 0, ''), (3, 0, '')");
        }
        execute(down, "DROP DATABASE IF EXISTS dm_meta");
    }

    /** A task that begins where the upstream's binlog ends now. */
    Task task(final Server from, final Server to, final Delivery delivery) {
        return task(from, to, delivery, OptionalLong.empty());
    }

    Task task(final Server from, final Server to, final Delivery delivery, final OptionalLong serverId) {
        return task(from, to, delivery, serverId, WORKERS);
    }

    Task task(
            final Server from,
            final Server to,
            final Delivery delivery,
            final OptionalLong serverId,
            final int workers) {
        try (Upstream upstream = Upstream.connect(up.server())) {
            return new Task(
                    NAME,
                    Task.DEFAULT_META_SCHEMA,
                    to,
                    new Source("s", from, serverId, Optional.of(upstream.currentLocation()), Optional.empty()),
                    new SyncerSettings(workers, 20, Duration.ofMillis(50), false, true, FlushMode.ASYNC, delivery));
        }
    }

    /** Transactions of rows with and without a key, of which many are equal. */
    void write(final int transactions) throws SQLException {
        try (Connection connection = up.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE faults");
            for (int i = 0; i < transactions; i++) {
                rounds++;
                statement.execute("BEGIN");
                statement.execute("INSERT INTO keyless (a, b) VALUES (" + rounds % 5 + ", 'x'), (" + rounds % 5
                        + ", 'x'), (7, 'y')");
                statement.execute("UPDATE keyed SET n = n + 1 WHERE id <= 3");
                statement.execute("INSERT INTO keyed VALUES (" + (100 + rounds) + ", 0, 'z')");
                statement.execute("DELETE FROM keyless WHERE a = " + rounds % 7 + " LIMIT 1");
                statement.execute("COMMIT");
            }
        }
    }

    /** One transaction of many rows, which takes a while to read. */
    void writeLarge(final int statements) throws SQLException {
        try (Connection connection = up.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE faults");
            statement.execute("BEGIN");
            for (int i = 0; i < statements; i++) {
                statement.execute("INSERT INTO keyless (a, b) SELECT seq % 3, REPEAT('k', 150) FROM seq_1_to_100");
                statement.execute("UPDATE keyed SET n = n + 1 WHERE id = 2");
            }
            statement.execute("COMMIT");
        }
    }

    /** Starts it, and waits until it is at work. */
    RunningReplication start(final Task task) throws SQLException {
        final RunningReplication replication = RunningReplication.start(task);
        try {
            write(1);
            awaitCaughtUp(replication);
            return replication;
        } catch (final SQLException | RuntimeException e) {
            replication.close();
            throw e;
        }
    }

    /** Waits until everything that the upstream has is applied and flushed. */
    void awaitCaughtUp(final RunningReplication replication) {
        final BinlogPosition end;
        try (Upstream upstream = Upstream.connect(up.server())) {
            end = upstream.currentLocation().position();
        }
        await().atMost(LONG).until(() -> {
            replication.requireRunning();
            return flushed().compareTo(end) >= 0;
        });
    }

    /** The global point, as the downstream has it. */
    BinlogPosition flushed() {
        try {
            final String position = query(
                    down,
                    "SELECT CONCAT(binlog_name, ':', binlog_pos) FROM dm_meta.faults_syncer_checkpoint"
                            + " WHERE is_global");
            return position.isEmpty() ? BinlogPosition.MIN : BinlogPosition.parse(position);
        } catch (final SQLException e) {
            return BinlogPosition.MIN; // the server is away, or there is no table yet
        }
    }

    /** Both sides are equal, rows without a key counted exactly. */
    void assertEqual() throws SQLException {
        final List<ComparedTable> tables = new TableComparison(up::connect, down::connect).compare(List.of("faults"));
        assertThat(tables).isNotEmpty().allMatch(ComparedTable::equal);
    }

    /** Nothing is left that a next run would have to be careful about. */
    void assertCleanEnd() throws SQLException {
        assertThat(query(
                        down,
                        "SELECT exit_safe_binlog_name = binlog_name AND exit_safe_binlog_pos = binlog_pos"
                                + " FROM dm_meta.faults_syncer_checkpoint WHERE is_global"))
                .isEqualTo("1");
        assertThat(query(down, "SELECT COUNT(*) FROM dm_meta.faults_syncer_progress"))
                .isEqualTo("0");
    }

    /** Catches up, stops, and finds both sides equal. */
    void finish(final RunningReplication replication) throws SQLException {
        awaitCaughtUp(replication);
        replication.stop();
        assertEqual();
    }

    static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    static String query(final EmbeddedServer server, final String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public void close() {
        up.close();
        down.close();
    }
}
