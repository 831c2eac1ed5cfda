// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static io.tidemark.syncer.replication.ServerPair.execute;
import static io.tidemark.syncer.replication.ServerPair.query;
import static io.tidemark.syncer.routing.RuleTexts.ignore;
import static io.tidemark.syncer.routing.RuleTexts.list;
import static io.tidemark.syncer.routing.RuleTexts.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.routing.BlockAllowList;
import io.tidemark.syncer.routing.EventFilter;
import io.tidemark.syncer.routing.FilterRule;
import io.tidemark.syncer.routing.TableRules;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three shards that go to one table, lists, filters, and their DDL, on real servers. */
class RoutedTablesIT {
    private static final List<String> SHARDS = List.of("shard_1.t_1", "shard_1.t_2", "shard_2.t_1");
    private static final String COLUMNS = " (id INT PRIMARY KEY, n INT NOT NULL, u INT UNIQUE) ENGINE=InnoDB";
    private static final int MOVES = 200;

    private static ServerPair pair;

    @BeforeAll
    static void startServers() {
        pair = ServerPair.open();
    }

    @AfterAll
    static void closeServers() {
        pair.close();
    }

    @BeforeEach
    void createTables() throws SQLException {
        execute(
                pair.down(),
                "DROP DATABASE IF EXISTS dm_meta",
                "CREATE OR REPLACE DATABASE merged",
                "CREATE OR REPLACE DATABASE app",
                "DROP DATABASE IF EXISTS hidden");
        execute(
                pair.up(),
                "DROP DATABASE IF EXISTS shard_3",
                "CREATE OR REPLACE DATABASE shard_1",
                "CREATE OR REPLACE DATABASE shard_2",
                "CREATE OR REPLACE DATABASE app",
                "CREATE OR REPLACE DATABASE hidden");
    }

    private static Task task(final BlockAllowList allowed, final FilterRule... filters) {
        final Task task = pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE);
        return with(task, allowed, filters);
    }

    private static Task with(final Task task, final BlockAllowList allowed, final FilterRule... filters) {
        return new Task(
                task.name(),
                task.metaSchema(),
                task.target(),
                task.source(),
                task.syncer(),
                task.ddl(),
                new TableRules(
                        task.metaSchema(),
                        allowed,
                        new EventFilter(List.of(filters)),
                        router("shard_*.t_* > merged.t", "shard_*.~^log > merged.log", "shard_* > merged")));
    }

    private static void createShards() throws SQLException {
        for (final String shard : SHARDS) {
            execute(pair.up(), "CREATE TABLE " + shard + COLUMNS);
        }
        execute(pair.up(), "CREATE TABLE shard_1.log1 (a INT)", "CREATE TABLE shard_2.log2 (a INT)");
    }

    /** A row moves from shard to shard, a unique value from row to row, and rows without a key come twice. */
    private static void moveRows(final int from) throws SQLException {
        try (Connection connection = pair.up().connect();
                Statement statement = connection.createStatement()) {
            for (int i = from; i < from + MOVES; i++) {
                final String old = SHARDS.get(i % SHARDS.size());
                final String next = SHARDS.get((i + 1) % SHARDS.size());
                statement.execute("DELETE FROM " + old + " WHERE id = 1");
                statement.execute("INSERT INTO " + next + " (id, n, u) VALUES (1, " + i + ", 7)");
                statement.execute("INSERT INTO " + next + " (id, n) VALUES (" + (100 + i) + ", 0)");
                statement.execute("UPDATE " + next + " SET n = n + 1 WHERE id >= 100 ORDER BY id LIMIT 3");
                statement.execute("INSERT INTO shard_1.log1 VALUES (" + i % 5 + "), (" + i % 5 + ")");
                statement.execute("INSERT INTO shard_2.log2 VALUES (" + i % 5 + ")");
            }
        }
    }

    private static void assertMerged() throws SQLException {
        final String rows = "SELECT GROUP_CONCAT(CONCAT_WS(',', id, n, u) ORDER BY id SEPARATOR ';') FROM ";
        execute(pair.up(), "SET GLOBAL group_concat_max_len = 1000000");
        execute(pair.down(), "SET GLOBAL group_concat_max_len = 1000000");
        final String up = query(
                pair.up(),
                rows + "(SELECT id, n, u FROM " + String.join(" UNION ALL SELECT id, n, u FROM ", SHARDS) + ") x");
        assertThat(query(pair.down(), rows + "merged.t")).isNotEmpty().isEqualTo(up);
        final String log = "SELECT GROUP_CONCAT(CONCAT(a, ':', c) ORDER BY a) FROM (SELECT a, COUNT(*) c FROM ";
        assertThat(query(pair.down(), log + "merged.log GROUP BY a) x"))
                .isEqualTo(query(
                        pair.up(),
                        log + "(SELECT a FROM shard_1.log1 UNION ALL SELECT a FROM shard_2.log2) y GROUP BY a) x"));
    }

    private static void alterEach(final String sql) throws SQLException {
        for (final String shard : SHARDS) {
            execute(pair.up(), sql.formatted(shard));
        }
    }

    private static String points() throws SQLException {
        return query(
                pair.down(),
                "SELECT GROUP_CONCAT(CONCAT(cp_schema, '.', cp_table, '=', JSON_VALUE(table_info, '$.name.O'))"
                        + " ORDER BY 1) FROM dm_meta.faults_syncer_checkpoint WHERE NOT is_global AND cp_table LIKE 't%'");
    }

    @Test
    void mergesShardsIntoOneTableOverRestarts() throws SQLException {
        final Task task = task(BlockAllowList.EVERYTHING);
        createShards();
        try (RunningReplication replication = RunningReplication.start(task)) {
            moveRows(0);
            pair.awaitCaughtUp(replication);
            assertMerged();
            moveRows(MOVES);
            replication.stop();
        }
        try (RunningReplication replication = RunningReplication.start(task)) {
            moveRows(2 * MOVES);
            pair.awaitCaughtUp(replication);
            assertMerged();
            replication.stop();
        }
        assertThat(points()).isEqualTo("shard_1.t_1=t_1,shard_1.t_2=t_2,shard_2.t_1=t_1");
        assertThat(query(
                        pair.down(), "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema LIKE 'shard%'"))
                .isEqualTo("0");
    }

    @Test
    void followsDdlThatEachShardSends() throws SQLException {
        final Task task = task(BlockAllowList.EVERYTHING);
        createShards();
        try (RunningReplication replication = RunningReplication.start(task)) {
            moveRows(0);
            alterEach("ALTER TABLE %s ADD COLUMN c INT NOT NULL DEFAULT 3, ADD INDEX i (c, n), DROP INDEX u");
            alterEach("ALTER TABLE %s CHANGE c d BIGINT");
            alterEach("CREATE INDEX j ON %s (d)");
            moveRows(MOVES);
            execute(pair.up(), "CREATE DATABASE shard_3", "CREATE TABLE shard_3.t_9 LIKE shard_1.t_1");
            execute(pair.up(), "INSERT INTO shard_3.t_9 VALUES (-1, 0, NULL, 5)");
            pair.awaitCaughtUp(replication);
            assertThat(query(pair.down(), "SELECT d FROM merged.t WHERE id = -1"))
                    .isEqualTo("5");
            execute(pair.down(), "DELETE FROM merged.t WHERE id = -1");
            assertMerged();
            assertThat(
                            query(
                                    pair.down(),
                                    "SELECT GROUP_CONCAT(DISTINCT INDEX_NAME ORDER BY INDEX_NAME) FROM"
                                            + " information_schema.STATISTICS WHERE TABLE_SCHEMA = 'merged' AND TABLE_NAME = 't'"))
                    .isEqualTo("i,j,PRIMARY");
            replication.stop();
        }
    }

    @Test
    void rewritesStatementsOfSessionsThatQuoteInAnotherWay() throws SQLException {
        try (RunningReplication replication = RunningReplication.start(task(BlockAllowList.EVERYTHING))) {
            execute(
                    pair.up(),
                    "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
                    "CREATE TABLE \"shard_1\".\"q\" (\"i\"\"d\" INT PRIMARY KEY, b VARCHAR(9) DEFAULT 'x\\''\"')"
                            + " COMMENT 'c:\\n\\'",
                    "ALTER TABLE shard_1.q ADD c CHAR(2) DEFAULT '\\', ADD d INT COMMENT '\\'");
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        final String definition = "SHOW CREATE TABLE %s.q";
        assertThat(second(pair.down(), definition.formatted("merged")))
                .isEqualTo(second(pair.up(), definition.formatted("shard_1")));
    }

    private static String second(final EmbeddedServer server, final String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(2);
        }
    }

    @Test
    void refusesToTakeRowsOfOtherShardsAwayUntilAFilterSaysSo() throws SQLException {
        final Task task = task(BlockAllowList.EVERYTHING);
        createShards();
        try (RunningReplication replication = RunningReplication.start(task)) {
            moveRows(0);
            pair.awaitCaughtUp(replication);
            execute(pair.up(), "TRUNCATE TABLE shard_1.log1");
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("would take rows of the others away")
                    .hasMessageContaining("events: [truncate table]");
        }
        final String before = query(pair.down(), "SELECT COUNT(*) FROM merged.log");
        final Task filtered = with(task, BlockAllowList.EVERYTHING, ignore("shard_*.log*", "truncate table"));
        try (RunningReplication replication = RunningReplication.start(filtered)) {
            execute(pair.up(), "INSERT INTO shard_2.log2 VALUES (9)");
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        assertThat(query(pair.down(), "SELECT COUNT(*) - 1 FROM merged.log")).isEqualTo(before);
    }

    @Test
    void refusesRowsOfAShardThatTheTargetIsAheadOf() throws SQLException {
        final Task task = task(BlockAllowList.EVERYTHING);
        createShards();
        try (RunningReplication replication = RunningReplication.start(task)) {
            moveRows(0);
            execute(pair.up(), "ALTER TABLE shard_1.t_1 ADD COLUMN c INT FIRST, DROP COLUMN u");
            execute(pair.up(), "INSERT INTO shard_1.t_1 VALUES (5, -1, 0)");
            execute(pair.up(), "INSERT INTO shard_2.t_1 VALUES (-2, 0, 5)");
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("rows of `shard_2`.`t_1` have the columns [id, n, u]")
                    .hasMessageContaining("has [c, id, n]");
        }
    }

    @Test
    void refusesTheNextDdlBeforeAllShardsHaveSentTheOneBefore() throws SQLException {
        final Task task = task(BlockAllowList.EVERYTHING);
        createShards();
        try (RunningReplication replication = RunningReplication.start(task)) {
            moveRows(0);
            execute(
                    pair.up(),
                    "ALTER TABLE shard_1.t_1 ADD COLUMN c INT",
                    "ALTER TABLE shard_1.t_2 ADD COLUMN c INT",
                    "ALTER TABLE shard_1.t_1 CHANGE c d INT");
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("`shard_2`.`t_1` has not sent");
        }
        assertThat(query(pair.down(), "SELECT c FROM merged.t LIMIT 1")).isNull();
    }

    @Test
    void leavesOutWhatListsAndFiltersLeaveOutAndMovesOnAllTheSame() throws SQLException {
        final Task task =
                task(list("", "", "hidden", "app.tmp_*"), ignore("app.kept", "delete", "drop table", "drop column"));
        try (RunningReplication replication = RunningReplication.start(task)) {
            execute(
                    pair.up(),
                    "CREATE TABLE hidden.t (id INT PRIMARY KEY, b VARCHAR(20))",
                    "CREATE TABLE app.tmp_1 (id INT PRIMARY KEY)",
                    "CREATE TABLE app.other (id INT PRIMARY KEY)",
                    "CREATE TABLE app.kept (id INT PRIMARY KEY, b INT)");
            // MariaDB would log what nobody could apply, but nobody has to
            execute(
                    pair.up(),
                    "SET binlog_row_image = MINIMAL",
                    "INSERT INTO hidden.t VALUES (1, 'x'), (2, 'y')",
                    "UPDATE hidden.t SET b = 'z' WHERE id = 1",
                    "SET binlog_row_image = FULL",
                    "BEGIN",
                    "INSERT INTO hidden.t VALUES (3, '')",
                    "INSERT INTO app.kept VALUES (1, 1), (2, 2)",
                    "INSERT INTO app.tmp_1 VALUES (1)",
                    "UPDATE app.kept SET b = 7 WHERE id = 2",
                    "COMMIT",
                    "DELETE FROM app.kept WHERE id = 1",
                    "ALTER TABLE app.kept DROP COLUMN b, ADD COLUMN c INT",
                    "DROP TABLE app.tmp_1, app.other");
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        assertThat(query(pair.down(), "SELECT GROUP_CONCAT(id, ':', b ORDER BY id) FROM app.kept"))
                .isEqualTo("1:1,2:7");
        assertThat(query(
                        pair.down(),
                        "SELECT GROUP_CONCAT(table_schema, '.', table_name) FROM information_schema.tables"
                                + " WHERE table_schema IN ('app', 'hidden')"))
                .isEqualTo("app.kept");
    }
}
