// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.Dialect;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.faults.FaultyLink;
import io.tidemark.syncer.faults.FaultyLink.Moment;
import io.tidemark.syncer.mysql.RealMysql;
import io.tidemark.syncer.progress.DdlFence;
import io.tidemark.syncer.progress.DdlRecords;
import io.tidemark.syncer.progress.ProgressStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of DDL, with a crash at each point around it: it is executed once, as the downstream shows in the end. */
class DdlFenceIT {
    private static final RetryPolicy ONCE = new RetryPolicy(0, Duration.ZERO, Duration.ZERO);
    private static final Location AT = Location.at(new BinlogPosition("binlog.000007", 4711), GtidSet.parse("0-1-7"));

    /** What is sent to the server at each point, and whether it is still done. */
    private enum Point {
        BEFORE_THE_RECORD("REPLACE INTO `ddl_meta`", false),
        AFTER_THE_RECORD(null, false),
        AFTER_THE_STATEMENT(null, true),
        BEFORE_THE_NOTE("SET executed", false),
        AFTER_THE_NOTE("SET executed", true);

        private final String sent;
        private final boolean done;

        Point(final String sent, final boolean done) {
            this.sent = sent;
            this.done = done;
        }
    }

    private final Downstream downstream = new Downstream(TestServer.server());
    private Connection connection;

    @BeforeEach
    void createTables() throws SQLException {
        connection = TestServer.connect();
        execute("DROP DATABASE IF EXISTS ddl_meta; DROP DATABASE IF EXISTS fence_new;"
                + "DROP DATABASE IF EXISTS fence; CREATE DATABASE fence; DROP DATABASE IF EXISTS fence_old; CREATE DATABASE fence_old; USE fence;"
                + "CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, n INT); INSERT INTO a VALUES (1, 10), (2, 20);"
                + "CREATE TABLE b (id INT AUTO_INCREMENT PRIMARY KEY, n INT); INSERT INTO b VALUES (3, 30);"
                + "CREATE TABLE c (x INT) PARTITION BY HASH (x) PARTITIONS 2; INSERT INTO c VALUES (1), (2);"
                + "CREATE TABLE fence_old.t (id INT); CREATE VIEW v AS SELECT x FROM c;"
                + "CREATE PROCEDURE fence_old.q() SELECT 2; CREATE VIEW fence_old.v AS SELECT id FROM fence_old.t");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    static Stream<Arguments> eachDdlAtEachPoint() {
        return Stream.of(
                        "CREATE TABLE d (id INT PRIMARY KEY)",
                        "CREATE TABLE d LIKE a",
                        "CREATE TABLE IF NOT EXISTS a (id INT)",
                        "CREATE OR REPLACE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, n INT)",
                        "ALTER TABLE a ADD COLUMN m INT DEFAULT 7",
                        "ALTER TABLE a ADD INDEX (n)",
                        "ALTER TABLE a DROP COLUMN n",
                        "ALTER TABLE a RENAME TO d",
                        "ALTER TABLE c ADD PARTITION PARTITIONS 1",
                        "CREATE INDEX i ON b (n)",
                        "DROP TABLE a",
                        "DROP TABLE a, b",
                        "DROP TABLE IF EXISTS a, missing, b",
                        "RENAME TABLE a TO d",
                        "RENAME TABLE a TO d, b TO e",
                        // structures are the same before and after: executed twice nothing would have happened
                        "RENAME TABLE a TO d, b TO a, d TO b",
                        "TRUNCATE TABLE a",
                        "CREATE VIEW w AS SELECT 1 AS one",
                        "DROP VIEW v",
                        "CREATE DATABASE fence_new",
                        "ALTER DATABASE fence_old CHARACTER SET latin1",
                        "DROP DATABASE fence_old",
                        "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
                        // of another schema than the default one
                        "CREATE PROCEDURE fence_old.p() SELECT 1",
                        "DROP PROCEDURE fence_old.q",
                        "CREATE VIEW fence_old.w AS SELECT 1 AS one",
                        "DROP VIEW fence_old.v")
                .filter(sql -> !RealMysql.isWanted() || !sql.contains("OR REPLACE TABLE")) // MariaDB's own
                .flatMap(sql -> Stream.of(Point.values()).map(point -> Arguments.of(sql, point)));
    }

    @ParameterizedTest
    @MethodSource("eachDdlAtEachPoint")
    void executesItOnce(final String sql, final Point point) throws Exception {
        breakOff(sql, point);
        deliver(downstream, sql, AT);
        final List<String> afterCrash = state();
        createTables();
        execute("USE fence; " + sql);
        assertThat(afterCrash).isEqualTo(state());
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"AFTER_THE_RECORD", "AFTER_THE_STATEMENT", "AFTER_THE_NOTE"})
    void forgetsWhatAnOperatorLeavesOutWhereverTheCrashWas(final Point point) throws Exception {
        final String sql = "ALTER TABLE a ADD COLUMN m INT";
        breakOff(sql, point);
        final List<String> left = state();
        passOver(downstream, sql);
        passOver(downstream, sql); // a crash before the checkpoint covers it
        assertThat(state()).isEqualTo(left);
        assertThat(query("SELECT COUNT(*) FROM ddl_meta.t_syncer_ddl")).containsExactly("0");
        deliver(downstream, "TRUNCATE TABLE b", Location.at(new BinlogPosition("binlog.000007", 4800)));
        assertThat(query("SELECT id FROM fence.b")).isEmpty();
    }

    @Test
    void passesOverNothingWhileTheFateOfAnotherIsNotKnown() throws Exception {
        leaveRecordOf("DROP TABLE a");
        final Location later = Location.at(new BinlogPosition("binlog.000007", 4800), GtidSet.parse("0-1-8"));
        final DdlFence fence = fence(downstream);
        assertThatThrownBy(() -> fence.passOver(ddl("DROP TABLE b", later)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("nobody can tell whether it was executed");
    }

    private static void passOver(final Downstream to, final String sql) throws InterruptedException {
        final DdlFence fence = fence(to);
        fence.passOver(ddl(sql, AT));
        fence.claimed();
    }

    @Test
    void executesTheRestOfWhatWasExecutedForSomeTables() throws Exception {
        leaveRecordOf("DROP TABLE a, b");
        execute("DROP TABLE fence.a");
        deliver(downstream, "DROP TABLE a, b", AT);
        assertThat(query("SHOW TABLES FROM fence LIKE '_'")).containsExactly("c", "v");
    }

    @Test
    void asksTheOperatorWhereNobodyCanTell() throws Exception {
        leaveRecordOf("RENAME TABLE a TO d, b TO e");
        execute("RENAME TABLE fence.a TO fence.d");
        assertThatThrownBy(() -> deliver(downstream, "RENAME TABLE a TO d, b TO e", AT))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("can't tell whether the DDL")
                .hasMessageContaining("UPDATE `ddl_meta`.`t_syncer_ddl` SET executed = TRUE WHERE id = 's'");
        execute("RENAME TABLE fence.b TO fence.e; UPDATE ddl_meta.t_syncer_ddl SET executed = TRUE");
        deliver(downstream, "RENAME TABLE a TO d, b TO e", AT);
    }

    @Test
    void waitsForTheDdlThatADeadProcessLeftRunning() throws Exception {
        execute("USE fence; START TRANSACTION; SELECT * FROM a");
        final String alter = "ALTER TABLE a ADD INDEX (n)";
        try (FaultyLink link = new FaultyLink(TestServer.server())) {
            final CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> deliverUnchecked(new Downstream(link.server()), alter));
            await().until(() -> waiting(alter) == 1);
            link.goDown();
            await().until(first::isCompletedExceptionally);
        }
        final CompletableFuture<Void> second = CompletableFuture.runAsync(() -> deliverUnchecked(downstream, alter));
        await().until(() -> lockWaiters() == 1);
        execute("COMMIT");
        second.join();
        assertThat(indexesOfA()).containsExactly("2");
    }

    @Test
    void executesNothingOnceItIsShutOut() throws Exception {
        final DdlFence zombie = fence(downstream);
        progress(downstream).fence();
        assertThatThrownBy(() -> zombie.execute(ddl("DROP TABLE a", AT), false))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("another process");
        assertThat(query("SHOW TABLES FROM fence LIKE 'a'")).containsExactly("a");
    }

    @Test
    void knowsAgainWhatItExecutedWhenItReadsFromASourceWithAnotherOrder() throws Exception {
        final String truncate = "TRUNCATE TABLE a";
        leaveExecuted(ddl(truncate, "0-1-7", AT));
        execute("INSERT INTO fence.a VALUES (9, 90)"); // what was applied since must stay
        final Location elsewhere = Location.at(new BinlogPosition("other.000003", 99), GtidSet.parse("0-1-7,1-1-4"));
        deliver(downstream, ddl(truncate, "0-1-7", elsewhere));
        assertThat(query("SELECT id FROM fence.a")).containsExactly("9");
    }

    @Test
    void executesNothingOverTheRecordOfADdlThatComesLaterOnAnotherSource() throws Exception {
        leaveExecuted(ddl("TRUNCATE TABLE a", "0-1-7", AT));
        final Location before = Location.at(new BinlogPosition("other.000003", 44), GtidSet.parse("0-1-6,1-1-4"));
        assertThatThrownBy(() -> deliver(downstream, ddl("TRUNCATE TABLE b", "1-1-4", before)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("0-1-7")
                .hasMessageContaining("until both are passed");
        assertThat(query("SELECT id FROM fence.b")).containsExactly("3");
        deliver(downstream, ddl("TRUNCATE TABLE a", "0-1-7", AT));
        deliver(downstream, ddl("TRUNCATE TABLE b", "1-1-4", before));
        assertThat(query("SELECT id FROM fence.b")).isEmpty();
    }

    @Test
    void takesOverTheRecordOfAnOlderVersion() throws Exception {
        final String create = "CREATE TABLE d (id INT PRIMARY KEY)";
        leaveRecordOf(create);
        execute("USE fence; " + create + "; ALTER TABLE ddl_meta.t_syncer_ddl DROP COLUMN gtid");
        deliver(downstream, ddl(create, "0-1-7", AT));
        assertThat(query("SELECT COUNT(*) FROM ddl_meta.t_syncer_ddl WHERE gtid = ''"))
                .containsExactly("0");
    }

    @Test
    void leavesTheRecordOfItsSuccessorAlone() throws Exception {
        final DdlFence zombie = fence(downstream);
        zombie.execute(ddl("TRUNCATE TABLE a", AT), false);
        progress(downstream).fence();
        assertThatThrownBy(zombie::claimed)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("another process");
        assertThat(query("SELECT COUNT(*) FROM ddl_meta.t_syncer_ddl")).containsExactly("1");
    }

    @Test
    void leavesADdlThatIsUnderWayToTheNextStart() throws Exception {
        execute("USE fence; START TRANSACTION; SELECT * FROM a");
        final String alter = "ALTER TABLE a ADD INDEX (n)";
        final DdlConnections connections = new DdlConnections(downstream);
        final DdlFence fence = fence(connections, ONCE);
        final CompletableFuture<Throwable> first = failureOf(() -> fence.execute(ddl(alter, AT), false));
        await().until(() -> waiting(alter) == 1);
        connections.abandon();
        assertThat(first.join())
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("the next start waits for its end")
                .hasMessageContaining(alter);

        final DdlConnections next = new DdlConnections(downstream);
        final DdlFence second = fence(next, ONCE);
        final CompletableFuture<Throwable> waits = failureOf(() -> second.execute(ddl(alter, AT), false));
        await().until(() -> lockWaiters() == 1);
        next.abandon();
        assertThat(waits.join()).isInstanceOf(OperatorException.class).hasMessageContaining("an earlier session");

        execute("COMMIT");
        deliver(downstream, alter, AT);
        assertThat(indexesOfA()).containsExactly("2");
    }

    @Test
    void noticesThatTheAnswerOfAStatementGotLost() throws Exception {
        try (FaultyLink link = new FaultyLink(TestServer.server())) {
            final DdlConnections connections = new DdlConnections(new Downstream(link.server()), Duration.ofSeconds(1));
            final DdlFence fence = fence(connections, new RetryPolicy(3, Duration.ZERO, Duration.ZERO));
            execute("USE fence; START TRANSACTION; SELECT * FROM a");
            final String alter = "ALTER TABLE a ADD INDEX (n)";
            final CompletableFuture<Throwable> executing = failureOf(() -> fence.execute(ddl(alter, AT), false));
            // looks at a statement that works change nothing
            await().atMost(Duration.ofMinutes(1)).until(() -> longestWait(alter) >= 4);
            assertThat(executing).isNotDone();
            link.forgetConnections();
            execute("COMMIT");
            assertThat(executing.join()).isNull();
            assertThat(link.strikes()).isZero();
        }
        assertThat(indexesOfA()).containsExactly("2");
    }

    @Test
    void forgetsWhatTheServerRefused() throws Exception {
        assertThatThrownBy(() -> deliver(downstream, "ALTER TABLE a ADD INDEX i (missing)", AT))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("1072");
        // what an operator puts right must not look like the statement's effect
        execute("ALTER TABLE fence.a ADD COLUMN missing INT");
        deliver(downstream, "ALTER TABLE a ADD INDEX i (missing)", AT);
        assertThat(query("SHOW INDEX FROM fence.a WHERE Key_name = 'i'")).hasSize(1);
    }

    private static void breakOff(final String sql, final Point point) throws Exception {
        final Predicate<String> reached = sent -> point.sent == null ? sent.endsWith(sql) : sent.contains(point.sent);
        try (FaultyLink link = new FaultyLink(TestServer.server())) {
            link.strikeAt(reached, point.done ? Moment.AFTER : Moment.BEFORE, link::goDown);
            assertThatThrownBy(() -> deliver(new Downstream(link.server()), sql, AT))
                    .isInstanceOf(OperatorException.class);
            assertThat(link.isDown()).isTrue();
        }
    }

    private void leaveRecordOf(final String sql) throws Exception {
        try (FaultyLink link = new FaultyLink(TestServer.server())) {
            link.strikeAt(sent -> sent.endsWith(sql), Moment.BEFORE, link::goDown);
            assertThatThrownBy(() -> deliver(new Downstream(link.server()), sql, AT))
                    .isInstanceOf(OperatorException.class);
        }
    }

    private interface Act {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Throwable> failureOf(final Act act) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                act.run();
                return null;
            } catch (final InterruptedException | RuntimeException e) {
                return e;
            }
        });
    }

    private static DdlFence fence(final Downstream to) throws InterruptedException {
        return fence(new DdlConnections(to), ONCE);
    }

    private static DdlFence fence(final DdlConnections to, final RetryPolicy policy) throws InterruptedException {
        final ProgressStore progress = progress(to.downstream());
        final DdlRecords records = records(to.downstream());
        records.prepare();
        return new DdlFence(
                to, policy, records, progress, progress.begin(progress.fence().lastRun() + 1, 1, ""));
    }

    private static void deliver(final Downstream to, final String sql, final Location at) throws InterruptedException {
        deliver(to, ddl(sql, at));
    }

    private static void deliver(final Downstream to, final Ddl ddl) throws InterruptedException {
        final DdlFence fence = fence(to);
        fence.execute(ddl, false);
        fence.claimed();
    }

    private static void leaveExecuted(final Ddl ddl) throws Exception {
        try (FaultyLink link = new FaultyLink(TestServer.server())) {
            link.strikeAt(sent -> sent.contains("SET executed"), Moment.AFTER, link::goDown);
            assertThatThrownBy(() -> deliver(new Downstream(link.server()), ddl))
                    .isInstanceOf(OperatorException.class);
        }
    }

    private void deliverUnchecked(final Downstream to, final String sql) {
        try {
            deliver(to, sql, AT);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Ddl ddl(final String sql, final Location at) {
        return ddl(sql, "", at);
    }

    private static Ddl ddl(final String sql, final String gtid, final Location at) {
        final Classified classified = new DdlClassifier(Dialect.MARIADB).classify("fence", sql);
        return new Ddl(
                "fence", sql, gtid, at, false, classified.tables(), classified.schemas(), LoggedSession.UNKNOWN, "");
    }

    private static ProgressStore progress(final Downstream to) {
        return new ProgressStore(new RetriedTransaction(to, ONCE), "ddl_meta", "t", "s");
    }

    private static DdlRecords records(final Downstream to) {
        return new DdlRecords(new RetriedTransaction(to, ONCE), "ddl_meta", "t", "s");
    }

    private int waiting(final String sql) throws SQLException {
        return query("SELECT 1 FROM information_schema.PROCESSLIST WHERE info = '" + sql
                        + "' AND state LIKE 'Waiting for table metadata%'")
                .size();
    }

    private int lockWaiters() throws SQLException {
        return query("SELECT 1 FROM information_schema.PROCESSLIST WHERE info LIKE 'SELECT GET_LOCK%'")
                .size();
    }

    private int longestWait(final String sql) throws SQLException {
        return Integer.parseInt(
                query("SELECT COALESCE(MAX(time), 0) FROM information_schema.PROCESSLIST WHERE info = '" + sql + "'")
                        .get(0));
    }

    private List<String> indexesOfA() throws SQLException {
        return query("SELECT COUNT(DISTINCT index_name) FROM information_schema.STATISTICS"
                + " WHERE table_schema = 'fence' AND table_name = 'a'");
    }

    /** Everything that can be told of the schemas. */
    private List<String> state() throws SQLException {
        final List<String> state = new ArrayList<>(query("SELECT schema_name, default_character_set_name"
                + " FROM information_schema.SCHEMATA WHERE schema_name LIKE 'fence%' ORDER BY 1"));
        for (final String table : query("SELECT CONCAT('`', table_schema, '`.`', table_name, '`')"
                + " FROM information_schema.TABLES WHERE table_schema LIKE 'fence%' ORDER BY 1")) {
            state.addAll(query("SHOW CREATE TABLE " + table));
            state.addAll(query("SELECT * FROM " + table + " ORDER BY 1"));
        }
        state.addAll(query("SELECT routine_name FROM information_schema.ROUTINES WHERE routine_schema LIKE 'fence%'"
                + " ORDER BY 1"));
        return state;
    }

    private void execute(final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                statement.getResultSet();
            }
        }
    }

    private List<String> query(final String sql) throws SQLException {
        final List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                final List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(",", row));
            }
        }
        return found;
    }
}
