// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinlogSourceIT {
    private static EmbeddedServer mariadb;

    private Location start;

    @BeforeAll
    static void open() {
        mariadb = TestServers.upstream();
    }

    @AfterAll
    static void close() {
        mariadb.close();
    }

    @BeforeEach
    void freshSchema() throws SQLException {
        execute("DROP DATABASE IF EXISTS app", "CREATE DATABASE app");
        start = TestServers.end(mariadb);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL", "MINIMAL"})
    void everyBoundaryResumesWithExactlyTheRest(final String metadata) throws Exception {
        workload(metadata);
        final Location end = TestServers.end(mariadb);

        final Recording whole = Recording.read(server(), start, end);

        assertThat(whole.texts())
                .containsSubsequence(
                        "app: CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), w INT AS (id * 2) VIRTUAL)",
                        "INSERT `app`.`t` -> (1,a,2) (2,b,4) (3,ü,6)",
                        "END",
                        "UPDATE `app`.`t` (1,a,2) (2,b,4) -> (1,x,2) (2,x,4)",
                        "DELETE `app`.`t` (3,ü,6) ->",
                        "END",
                        "app: ALTER TABLE t ADD COLUMN n INT",
                        "INSERT `app`.`t` -> (4,kept,8,null)",
                        "END",
                        "INSERT `app`.`aria` -> (1)",
                        "END",
                        "INSERT `app`.`copy` -> (1) (2) (4)",
                        "END",
                        "app: TRUNCATE TABLE aria",
                        "INSERT `app`.`t` -> (7,after,14,null)",
                        "END");
        assertThat(whole.texts()).noneMatch(text -> text.contains("undone") || text.contains("rolled back"));
        assertThat(last(whole).boundary().gtids()).isEqualTo(end.gtids());
        int boundaries = 0;
        for (int i = 0; i < whole.entries().size(); i++) {
            final Location boundary = whole.entries().get(i).boundary();
            if (boundary == null) {
                continue;
            }
            boundaries++;
            final List<String> rest = whole.textsFrom(i + 1);
            assertThat(Recording.read(server(), boundary, end).texts())
                    .as("by GTID from %s", boundary)
                    .isEqualTo(rest);
            assertThat(Recording.read(server(), Location.at(boundary.position()), end)
                            .texts())
                    .as("by position from %s", boundary)
                    .isEqualTo(rest);
        }
        assertThat(boundaries).isGreaterThan(10);
    }

    private static void workload(final String metadata) throws SQLException {
        execute("SET GLOBAL binlog_row_metadata=" + metadata);
        execute(
                "USE app",
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), w INT AS (id * 2) VIRTUAL)",
                "INSERT INTO t (id, v) VALUES (1, 'a'), (2, 'b'), (3, 'ü')",
                "BEGIN",
                "UPDATE t SET v = 'x' WHERE id < 3",
                "DELETE FROM t WHERE id = 3",
                "COMMIT",
                "FLUSH BINARY LOGS",
                "ALTER TABLE t ADD COLUMN n INT",
                "BEGIN",
                "INSERT INTO t (id, v) VALUES (4, 'kept')",
                "SAVEPOINT s",
                "INSERT INTO t (id, v) VALUES (5, 'undone')",
                "ROLLBACK TO s",
                "COMMIT",
                "BEGIN",
                "INSERT INTO t (id, v) VALUES (6, 'rolled back')",
                "ROLLBACK",
                "CREATE TABLE aria (id INT) ENGINE=Aria",
                "INSERT INTO aria VALUES (1)",
                "CREATE TABLE copy AS SELECT id FROM t",
                "FLUSH BINARY LOGS",
                "FLUSH BINARY LOGS",
                "CREATE TEMPORARY TABLE temporary (id INT)",
                "INSERT INTO temporary VALUES (1)",
                "TRUNCATE TABLE aria",
                "CREATE USER IF NOT EXISTS somebody",
                "INSERT INTO t (id, v) VALUES (7, 'after')");
        execute("SET GLOBAL binlog_row_metadata=FULL");
    }

    @Test
    void tellsWhichStatementsStandInsideATransaction() throws Exception {
        execute(
                "USE app",
                "CREATE TABLE s (id INT)",
                "INSERT INTO s VALUES (1)",
                "CREATE TABLE copy AS SELECT * FROM s");
        final Recording recording = Recording.read(server(), start, TestServers.end(mariadb));

        final List<Recording.Entry> entries = recording.entries();
        final int create = recording.texts().indexOf("INSERT `app`.`copy` -> (1)") - 1;
        assertThat(entries.get(create).text()).contains("CREATE TABLE `copy`");
        assertThat(entries.get(create).boundary()).isNull();
        assertThat(entries.get(create + 2).boundary()).isNotNull();
    }

    @Test
    void findsTheEndWithoutAnyTransactionAfterIt() throws Exception {
        execute("FLUSH BINARY LOGS");
        final Location end = TestServers.end(mariadb);

        assertThat(Recording.read(server(), start, end).texts()).isEmpty();
    }

    @Test
    void aHandlerThatThrowsEndsTheRunWithWhatItThrew() throws Exception {
        execute(
                "CREATE TABLE app.t (id INT PRIMARY KEY)",
                "INSERT INTO app.t VALUES (1)",
                "INSERT INTO app.t VALUES (2)");
        final IllegalStateException thrown = new IllegalStateException("enough");
        final BinlogSource source = new BinlogSource(server(), start, TestServers.options());

        assertThatThrownBy(() -> source.run(new Nobody() {
                    @Override
                    public void transactionEnd(final Location after) {
                        throw thrown;
                    }
                }))
                .isSameAs(thrown);
        assertThatThrownBy(() -> source.run(new Nobody())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stopFromAnotherThreadEndsAnIdleRun() throws Exception {
        final BinlogSource source = new BinlogSource(server(), start, TestServers.options());
        final CountDownLatch idle = new CountDownLatch(1);
        final CompletableFuture<Void> run = running(source, new Nobody() {
            @Override
            public void idle(final Location boundary) {
                idle.countDown();
            }
        });
        idle.await();

        source.stop();

        await().until(run::isDone);
        run.get();
    }

    @Test
    void aSourceThatWasStoppedBeforeItRanReadsNothing() throws Exception {
        execute("CREATE TABLE app.t (id INT)");
        final BinlogSource source = new BinlogSource(server(), start, TestServers.options());
        source.stop();
        source.run(new Nobody() {
            @Override
            public void statement(final SourceStatement statement) {
                throw new AssertionError(statement.toString());
            }
        });
    }

    @Test
    void aLostConnectionIsReportedWithTheLastBoundary() throws Exception {
        execute("CREATE TABLE app.t (id INT PRIMARY KEY)", "INSERT INTO app.t VALUES (1)");
        final BinlogSource source = new BinlogSource(server(), start, TestServers.options());
        final Location end = TestServers.end(mariadb);
        final CountDownLatch idle = new CountDownLatch(1);
        final CompletableFuture<Void> run = running(source, new Nobody() {
            @Override
            public void idle(final Location boundary) {
                if (boundary.equals(end)) {
                    idle.countDown();
                }
            }
        });
        idle.await();

        killDump();

        await().until(run::isDone);
        assertThatThrownBy(run::get)
                .cause()
                .isInstanceOfSatisfying(SourceLostException.class, lost -> assertThat(lost.location())
                        .isEqualTo(end))
                .hasMessageContaining(server().toString());
    }

    @Test
    void refusesRowsThatWereLoggedAsAStatement() throws Exception {
        execute(
                "CREATE TABLE app.t (id INT PRIMARY KEY)",
                "SET SESSION binlog_format=STATEMENT",
                "INSERT INTO app.t VALUES (1)");

        assertRefused("binlog_format=ROW", "INSERT INTO app.t VALUES (1)");
    }

    @Test
    void refusesDatesThatNoCalendarHasInsteadOfChangingThem() throws Exception {
        execute(
                "SET SESSION sql_mode='ALLOW_INVALID_DATES'",
                "CREATE TABLE app.t (d DATE)",
                "INSERT INTO app.t VALUES ('2023-02-31')");

        assertRefused("cannot decode", "2023-02-31 is neither a date of the calendar");
    }

    @Test
    void keepsDatesAndTimesAsTheyWere() throws Exception {
        execute(
                "SET SESSION sql_mode='', time_zone='+00:00'",
                "CREATE TABLE app.t (a TIME, b TIME(3), c TIME(6), d DATE, e DATE, f DATETIME(6), g TIMESTAMP(6) NULL,"
                        + " h DATETIME, i TIMESTAMP NULL, j YEAR)",
                "INSERT INTO app.t VALUES ('-00:00:01', '-838:59:58.999', '12:34:56.789012', '0001-01-01',"
                        + " '0000-00-00', '1500-02-28 01:02:03.000004', '2001-02-03 04:05:06.789012',"
                        + " '0000-00-00', '0000-00-00', '0000')");

        final Serializable[] row = Recording.read(server(), start, TestServers.end(mariadb))
                .events()
                .get(0)
                .after()
                .get(0);

        final long day = 86_400_000_000L;
        assertThat(row)
                .containsExactly(
                        -1_000_000L,
                        -((838 * 60L + 59) * 60 + 58) * 1_000_000L - 999_000L,
                        ((12 * 60L + 34) * 60 + 56) * 1_000_000L + 789_012L,
                        LocalDate.of(1, 1, 1).toEpochDay() * day,
                        Long.MIN_VALUE,
                        LocalDate.of(1500, 2, 28).toEpochDay() * day + (3_600L + 2 * 60 + 3) * 1_000_000L + 4,
                        LocalDate.of(2001, 2, 3).toEpochDay() * day + ((4 * 60L + 5) * 60 + 6) * 1_000_000L + 789_012L,
                        Long.MIN_VALUE,
                        Long.MIN_VALUE,
                        1900);
    }

    @Test
    void keepsNamesBeyondAscii() throws Exception {
        execute("CREATE TABLE app.`tür` (`ключ` INT PRIMARY KEY)", "INSERT INTO app.`tür` VALUES (1)");

        final Recording recording = Recording.read(server(), start, TestServers.end(mariadb));

        assertThat(recording.texts().get(0)).contains("CREATE TABLE app.`tür` (`ключ` INT");
        assertThat(recording.events().get(0).table()).isEqualTo(TableId.of("app", "tür"));
    }

    @Test
    void aWrongPasswordAndADeadPortAreTold() {
        final Server right = server();
        final Server stranger = new Server(right.host(), right.port(), right.user(), "wrong");
        assertThatThrownBy(() -> new BinlogSource(stranger, start, TestServers.options()).run(new Nobody()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("check user and password");
        final Server nobody = new Server(right.host(), 1, right.user(), right.password());
        assertThatThrownBy(() -> new BinlogSource(nobody, start, TestServers.options()).run(new Nobody()))
                .isInstanceOf(SourceLostException.class);
    }

    @Test
    void aStartThatWasPurgedIsTold() throws Exception {
        final Location purged = Location.at(new BinlogPosition("mysql-bin.000000", 4));
        assertThatThrownBy(() -> new BinlogSource(server(), purged, TestServers.options()).run(new Nobody()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("cannot serve binlogs from");
    }

    private void assertRefused(final String... words) {
        final BinlogSource source = new BinlogSource(server(), start, TestServers.options());
        assertThatThrownBy(() -> source.run(new Nobody()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    private static CompletableFuture<Void> running(final BinlogSource source, final SourceHandler handler) {
        return CompletableFuture.runAsync(() -> {
            try {
                source.run(handler);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void killDump() throws SQLException {
        try (Connection connection = mariadb.connect();
                Statement statement = connection.createStatement()) {
            final String id;
            try (ResultSet rows =
                    statement.executeQuery("SELECT id FROM information_schema.processlist WHERE command='Binlog Dump'"
                            + " ORDER BY id DESC LIMIT 1")) {
                rows.next();
                id = rows.getString(1);
            }
            statement.execute("KILL " + id);
        }
    }

    private static Recording.Entry last(final Recording recording) {
        return recording.entries().get(recording.entries().size() - 1);
    }

    private static Server server() {
        return mariadb.server();
    }

    private static void execute(final String... statements) throws SQLException {
        TestServers.execute(mariadb, statements);
    }
}
