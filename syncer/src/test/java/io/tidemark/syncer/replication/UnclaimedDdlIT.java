// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.downstream.Ddl;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.task.TaskFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a DDL that was executed by a run which ended before its checkpoint covered it. */
class UnclaimedDdlIT {
    private static final String ADD_INDEX = "ALTER TABLE t ADD INDEX (n)";

    private static EmbeddedServer upstream;
    private static EmbeddedServer downstream;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startServers() {
        upstream = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
        downstream = EmbeddedServer.open(EmbeddedServerOptions.downstream());
    }

    @AfterAll
    static void closeServers() {
        upstream.close();
        downstream.close();
    }

    @Test
    void staysRecordedWhenTheNextRunStopsBeforeItReachesTheDdl() throws Exception {
        final Task task = task("unclaimed");
        ServerPair.execute(
                upstream, "CREATE DATABASE unclaimed", "USE unclaimed", "CREATE TABLE t (id INT PRIMARY KEY, n INT)");
        final Location before = end();
        run(task, before);
        ServerPair.execute(upstream, "USE unclaimed", ADD_INDEX);

        executeAndCrash(task);
        // a stop right after the start: nothing was read, so nothing is known of the DDL but its record
        run(task, before);
        run(task, end());

        assertThat(query("SELECT COUNT(DISTINCT index_name) FROM information_schema.STATISTICS"
                        + " WHERE table_schema = 'unclaimed'"))
                .isEqualTo("2");
        assertThat(query("SELECT COUNT(*) FROM dm_meta.unclaimed_syncer_progress"))
                .isEqualTo("0");
    }

    @Test
    void isNotExecutedAgainAlthoughTheMarksBesideItCantBeRead() throws Exception {
        final Task task = task("unreadable");
        ServerPair.execute(
                upstream, "CREATE DATABASE unreadable", "USE unreadable", "CREATE TABLE t (id INT PRIMARY KEY, n INT)");
        run(task, end());
        ServerPair.execute(upstream, "USE unreadable", ADD_INDEX);
        executeAndCrash(task);
        ServerPair.execute(downstream, "UPDATE dm_meta.unreadable_syncer_progress SET routing = routing + 1");
        run(task, end());
        assertThat(query("SELECT COUNT(DISTINCT index_name) FROM information_schema.STATISTICS"
                        + " WHERE table_schema = 'unreadable'"))
                .isEqualTo("2");
        assertThat(query("SELECT COUNT(*) FROM dm_meta.unreadable_syncer_ddl")).isEqualTo("0");
    }

    @Test
    void isAClearErrorForADeliveryThatCantUseTheRecord() throws Exception {
        final Task task = task("other");
        ServerPair.execute(
                upstream, "CREATE DATABASE other", "USE other", "CREATE TABLE t (id INT PRIMARY KEY, n INT)");
        run(task, end());
        ServerPair.execute(upstream, "USE other", ADD_INDEX);
        executeAndCrash(task);
        final Task atLeastOnce =
                new Task(task.name(), task.metaSchema(), task.target(), task.source(), atLeastOnce(task.syncer()));
        assertThatThrownBy(() -> run(atLeastOnce, end()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(ADD_INDEX)
                .hasMessageContaining("exactly-once until it is passed");
        assertThat(query("SELECT COUNT(*) FROM dm_meta.other_syncer_ddl")).isEqualTo("1");
        run(task, end());
        run(atLeastOnce, end());
    }

    private static SyncerSettings atLeastOnce(final SyncerSettings settings) {
        return new SyncerSettings(
                settings.workerCount(),
                settings.batch(),
                settings.checkpointFlushInterval(),
                settings.safeMode(),
                settings.multipleRows(),
                settings.flushMode(),
                Delivery.AT_LEAST_ONCE);
    }

    @Test
    void isAClearErrorWhenAnotherProcessTookTheCheckpointMeanwhile() throws Exception {
        final Task task = task("taken");
        ServerPair.execute(
                upstream,
                "CREATE DATABASE taken",
                "USE taken",
                "CREATE TABLE t (id INT PRIMARY KEY, n INT)",
                "INSERT INTO t VALUES (1, 1)");
        run(task, end());
        // whoever executes the DDL finds the lease gone at the flush behind it
        ServerPair.execute(
                downstream,
                "CREATE TRIGGER dm_meta.steal BEFORE INSERT ON dm_meta.taken_syncer_ddl FOR EACH ROW"
                        + " UPDATE dm_meta.taken_syncer_lease SET token = 'somebody else'");
        ServerPair.execute(upstream, "USE taken", ADD_INDEX);
        assertThatThrownBy(() -> run(task, end()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("was taken over by");
    }

    /** Everything that a run does to a DDL, but for the flush behind it. */
    private static void executeAndCrash(final Task task) throws Exception {
        try (BrokenOffRun run = new BrokenOffRun(task)) {
            final List<TableId> tables = List.of(TableId.of(task.name(), "t"));
            run.deliveries()
                    .ddl()
                    .execute(
                            new Ddl(
                                    task.name(),
                                    ADD_INDEX,
                                    gtid(),
                                    end(),
                                    false,
                                    tables,
                                    List.of(),
                                    LoggedSession.UNKNOWN,
                                    ""),
                            false);
        }
    }

    private Task task(final String name) throws IOException {
        final Location begin = end();
        return TaskFile.read(
                Files.writeString(directory.resolve(name + ".yaml"), """
                name: %s
                target-database: {host: "%s", port: %d, user: "%s", password: "%s"}
                mysql-instances:
                  - source-id: s
                    from: {host: "%s", port: %d, user: "%s", password: "%s"}
                    meta: {binlog-name: %s, binlog-pos: %d}
                """.formatted(
                                name,
                                downstream.server().host(),
                                downstream.server().port(),
                                downstream.server().user(),
                                downstream.server().password(),
                                upstream.server().host(),
                                upstream.server().port(),
                                upstream.server().user(),
                                upstream.server().password(),
                                begin.position().file(),
                                begin.position().offset())),
                Map.of());
    }

    private static void run(final Task task, final Location until) throws InterruptedException {
        final RunOptions options =
                new RunOptions(Optional.empty(), Optional.of(until), StatusFormat.NONE, Duration.ofSeconds(1), false);
        new Replication(task, options, new PrintWriter(new StringWriter())).run();
    }

    private static Location end() {
        try (Upstream binlog = Upstream.connect(upstream.server())) {
            return binlog.currentLocation();
        }
    }

    /** Of the last transaction. */
    private static String gtid() throws SQLException {
        return ServerPair.query(upstream, "SELECT @@gtid_binlog_pos");
    }

    private static String query(final String sql) throws SQLException {
        try (Connection connection = downstream.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "(no row)";
        }
    }
}
