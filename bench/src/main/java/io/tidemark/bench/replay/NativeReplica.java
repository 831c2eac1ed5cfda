// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The downstream replicates by itself, as MariaDB does. It reads its upstream over loopback, whatever the way from elsewhere
 * to it.
 */
final class NativeReplica implements Contender {
    /** What events may wait in all threads; by default it is 128 KB, which starves them. */
    private static final long QUEUED_BYTES = 64L << 20;

    private static final double NANOS_PER_SECOND = 1e9;

    private final String key;
    private final String description;
    private final int threads;

    private NativeReplica(final String key, final String description, final int threads) {
        this.key = requireNonNull(key, "key");
        this.description = requireNonNull(description, "description");
        this.threads = threads;
    }

    /** The replica as it is by default. */
    static NativeReplica single() {
        return new NativeReplica("native-single", "MariaDB's own replica, one thread", 0);
    }

    /** The replica that applies transactions at once and rolls back those that meet. */
    static NativeReplica parallel() {
        return parallel(8);
    }

    private static NativeReplica parallel(final int threads) {
        return new NativeReplica(
                "native-parallel",
                "MariaDB's own replica, slave_parallel_mode=optimistic, slave_parallel_threads=" + threads
                        + ", slave_parallel_max_queued=" + (QUEUED_BYTES >> 20) + "M",
                threads);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int workers() {
        return Math.max(1, threads);
    }

    @Override
    public int batch() {
        return 0;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Replayed replay(final Recording recording, final EmbeddedServer downstream, final Server door) {
        try (Connection connection = downstream.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("SET GLOBAL slave_parallel_threads = " + threads);
            sql.execute("SET GLOBAL slave_parallel_mode = 'optimistic'");
            sql.execute("SET GLOBAL slave_parallel_max_queued = " + QUEUED_BYTES);
            sql.execute(changeMaster(recording));
            final ProcessUse server = ProcessUse.begin(downstream.processId());
            final long began = System.nanoTime();
            sql.execute("START SLAVE");
            awaitApplied(sql, recording.end().position());
            final double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
            final Replayed replayed = new Replayed(seconds, 0, server.cpuSeconds(), 0, server.peakBytes());
            sql.execute("STOP SLAVE");
            return replayed;
        } catch (final SQLException e) {
            throw new OperatorException("the downstream does not replicate: " + e.getMessage(), e);
        }
    }

    private static String changeMaster(final Recording recording) {
        final Server upstream = recording.upstream().server();
        final BinlogPosition start = recording.start().position();
        return "CHANGE MASTER TO MASTER_HOST = '" + upstream.host() + "', MASTER_PORT = " + upstream.port()
                + ", MASTER_USER = '" + upstream.user() + "', MASTER_PASSWORD = '" + upstream.password()
                + "', MASTER_LOG_FILE = '" + start.file() + "', MASTER_LOG_POS = " + start.offset()
                + ", MASTER_USE_GTID = no, MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0";
    }

    /** The server answers once everything before the position is committed, or when its replica has stopped. */
    private static void awaitApplied(final Statement sql, final BinlogPosition end) throws SQLException {
        try (ResultSet waited =
                sql.executeQuery("SELECT MASTER_POS_WAIT('" + end.file() + "', " + end.offset() + ")")) {
            waited.next();
            waited.getLong(1);
            if (!waited.wasNull()) {
                return;
            }
        }
        try (ResultSet status = sql.executeQuery("SHOW SLAVE STATUS")) {
            status.next();
            throw new OperatorException("the replica has stopped: " + status.getString("Last_SQL_Error")
                    + status.getString("Last_IO_Error"));
        }
    }

    @Override
    public void close() {
        // the replica ends with its server
    }
}
