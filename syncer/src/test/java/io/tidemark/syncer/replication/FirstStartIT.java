// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a task begins that has never run, and what it leaves in the checkpoint table for others to read. */
class FirstStartIT {
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

    private static String query(final String sql) throws SQLException {
        try (Connection connection = downstream.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "(no row)";
        }
    }

    private static Location end() {
        try (Upstream binlog = Upstream.connect(upstream.server())) {
            return binlog.currentLocation();
        }
    }

    private static Path metadata(final Path file, final Location start, final Location exit) throws IOException {
        return Files.writeString(file, """
                Started dump at: 2026-01-02 03:04:05
                SHOW MASTER STATUS:
                \tLog: %s
                \tPos: %d
                \tGTID:%s

                SHOW MASTER STATUS: /* AFTER CONNECTION POOL ESTABLISHED */
                \tLog: %s
                \tPos: %d
                \tGTID:%s

                Finished dump at: 2026-01-02 03:04:06
                """.formatted(
                        start.position().file(),
                        start.position().offset(),
                        start.gtids(),
                        exit.position().file(),
                        exit.position().offset(),
                        exit.gtids()));
    }

    private void run(final String task, final String begin, final String more) throws Exception {
        final Path file = Files.writeString(directory.resolve(task + ".yaml"), """
                name: %s
                target-database: {host: "%s", port: %d, user: "%s", password: "%s"}
                mysql-instances:
                  - source-id: s
                    from: {host: "%s", port: %d, user: "%s", password: "%s"}
                    %s
                %s
                """.formatted(
                        task,
                        downstream.server().host(),
                        downstream.server().port(),
                        downstream.server().user(),
                        downstream.server().password(),
                        upstream.server().host(),
                        upstream.server().port(),
                        upstream.server().user(),
                        upstream.server().password(),
                        begin,
                        more));
        final RunOptions options =
                new RunOptions(Optional.empty(), Optional.of(end()), StatusFormat.NONE, Duration.ofSeconds(1), false);
        new Replication(TaskFile.read(file, Map.of()), options, new PrintWriter(new StringWriter())).run();
    }

    @Test
    void beginsWhereTheDumpEndedAndRepeatsWhatMayBeInItUpToTheExitPoint() throws Exception {
        ServerPair.execute(upstream, "CREATE DATABASE dumped", "CREATE TABLE dumped.t (id INT PRIMARY KEY, v INT)");
        ServerPair.execute(downstream, "CREATE DATABASE dumped", "CREATE TABLE dumped.t (id INT PRIMARY KEY, v INT)");
        ServerPair.execute(upstream, "INSERT INTO dumped.t VALUES (1, 1)");
        final Location start = end();
        // the dump saw this row, although it begins before it: without safe mode it would be a duplicate
        ServerPair.execute(upstream, "INSERT INTO dumped.t VALUES (2, 2)");
        ServerPair.execute(downstream, "INSERT INTO dumped.t VALUES (1, 1), (2, 2)");
        final Location exit = end();
        ServerPair.execute(upstream, "INSERT INTO dumped.t VALUES (3, 3)");
        final Path metadata = metadata(directory.resolve("metadata"), start, exit);

        final String dump = "task-mode: all\ntidemark: {dump-metadata: " + metadata + "}";
        run("dumped", "", dump);
        assertThat(query("SELECT GROUP_CONCAT(id ORDER BY id) FROM dumped.t")).isEqualTo("1,2,3");

        // the checkpoint counts more than the dump, which may be gone by then
        Files.delete(metadata);
        ServerPair.execute(upstream, "INSERT INTO dumped.t VALUES (4, 4)");
        run("dumped", "", dump);
        assertThat(query("SELECT GROUP_CONCAT(id ORDER BY id) FROM dumped.t")).isEqualTo("1,2,3,4");
    }

    @Test
    void aDumpThatIsCutOffIsAClearError() throws IOException {
        final Path metadata = directory.resolve("metadata");
        Files.writeString(metadata, "SHOW MASTER STATUS:\n\tLog: mysql-bin.000001\n\tPos: 4");
        assertThatThrownBy(() -> run("cut", "", "task-mode: all\ntidemark: {dump-metadata: " + metadata + "}"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("tidemark.dump-metadata")
                .hasMessageContaining("Finished dump at");
    }

    @Test
    void tablePointsCarryTheStructureThatTheTableHasThere() throws Exception {
        final Location start = end();
        final String begin = "meta: {binlog-name: " + start.position().file() + ", binlog-pos: "
                + start.position().offset() + "}";
        ServerPair.execute(
                upstream,
                "CREATE DATABASE shaped",
                "CREATE TABLE shaped.t (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE shaped.gone (id INT PRIMARY KEY)",
                "INSERT INTO shaped.t VALUES (1, 1)",
                "INSERT INTO shaped.gone VALUES (1)");
        run("shaped", begin, "");
        assertThat(columns("t")).isEqualTo("[\"id\", \"v\"]");
        assertThat(columns("gone")).isEqualTo("[\"id\"]");

        ServerPair.execute(
                upstream,
                "ALTER TABLE shaped.t ADD COLUMN w INT",
                "INSERT INTO shaped.t VALUES (2, 2, 2)",
                "RENAME TABLE shaped.gone TO shaped.come");
        run("shaped", begin, "");
        assertThat(columns("t")).isEqualTo("[\"id\", \"v\", \"w\"]");
        assertThat(columns("gone")).isEqualTo("(no row)");
        assertThat(columns("come")).isEqualTo("[\"id\"]");
        assertThat(name("come")).isEqualTo("come");
    }

    private static String columns(final String table) throws SQLException {
        return inStructure(table, "JSON_EXTRACT(table_info, '$.cols[*].name.O')");
    }

    private static String name(final String table) throws SQLException {
        return inStructure(table, "JSON_VALUE(table_info, '$.name.O')");
    }

    private static String inStructure(final String table, final String expression) throws SQLException {
        return query("SELECT " + expression + " FROM dm_meta.shaped_syncer_checkpoint WHERE cp_schema = 'shaped'"
                + " AND cp_table = '" + table + "'");
    }
}
