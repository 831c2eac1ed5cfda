// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that sessions and settings of the upstream make other than usual: read as they were meant, or refused. */
class UnusualEventsIT {
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
    @CsvSource(
            delimiter = '|',
            value = {
                "MINIMAL | INSERT INTO app.t (id) VALUES (2)",
                "MINIMAL | UPDATE app.t SET v = 2",
                "MINIMAL | DELETE FROM app.t",
                "NOBLOB  | UPDATE app.t SET v = 2",
                "NOBLOB  | DELETE FROM app.t"
            })
    void refusesRowsWithoutAllColumns(final String image, final String change) throws Exception {
        execute(
                "CREATE TABLE app.t (id INT PRIMARY KEY, v INT, w TEXT)",
                "INSERT INTO app.t VALUES (1, 1, '1')",
                "SET SESSION binlog_row_image=" + image,
                change);

        assertRefused("binlog_row_image=FULL", "`app`.`t`");
    }

    @ParameterizedTest
    @CsvSource({"FULL_NODUP, PRIMARY KEY", "MINIMAL, NULL", "NOBLOB, NULL"})
    void completesRowsThatLeaveOutOnlyWhatIsAsBefore(final String image, final String key) throws Exception {
        execute(
                "CREATE TABLE app.t (id INT " + key + ", v INT, w TEXT, x INT)",
                "SET SESSION binlog_row_image=" + image,
                "INSERT INTO app.t VALUES (1, 1, 'long', 7)",
                "UPDATE app.t SET v = NULL, x = 8",
                "UPDATE app.t SET id = 2",
                "UPDATE app.t SET w = 'short'",
                "DELETE FROM app.t");

        assertThat(Recording.read(server(), start, TestServers.end(mariadb)).texts())
                .containsSubsequence(
                        "INSERT `app`.`t` -> (1,1,long,7)",
                        "UPDATE `app`.`t` (1,1,long,7) -> (1,null,long,8)",
                        "UPDATE `app`.`t` (1,null,long,8) -> (2,null,long,8)",
                        "UPDATE `app`.`t` (2,null,long,8) -> (2,null,short,8)",
                        "DELETE `app`.`t` (2,null,short,8) ->");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIME(3)", "DATETIME(6)", "TIMESTAMP(1)", "DATETIME"})
    void refusesTimesInTheFormatWhoseDigitsTheBinlogDoesNotTell(final String type) throws Exception {
        execute(
                "SET GLOBAL mysql56_temporal_format=OFF",
                "CREATE TABLE app.old (id INT, t " + type + " NULL)",
                "SET GLOBAL mysql56_temporal_format=ON",
                "INSERT INTO app.old VALUES (1, '2024-01-01 10:00:01.1')");

        assertRefused("`app`.`old`", "mysql56_temporal_format=ON", "FORCE");
    }

    @Test
    void refusesDistributedTransactionsBeforeTheirRows() throws Exception {
        for (final String end : List.of("XA COMMIT 'x'", "XA ROLLBACK 'x'")) {
            freshSchema();
            execute(
                    "CREATE TABLE app.t (id INT PRIMARY KEY)",
                    "XA START 'x'",
                    "INSERT INTO app.t VALUES (1)",
                    "XA END 'x'",
                    "XA PREPARE 'x'",
                    end);

            final List<RowsEvent> rows = new ArrayList<>();
            final BinlogSource source = new BinlogSource(server(), start, TestServers.options());
            assertThatThrownBy(() -> source.run(new Nobody() {
                        @Override
                        public void rows(final RowsEvent event) {
                            rows.add(event);
                        }
                    }))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("distributed transaction");
            assertThat(rows).isEmpty();
        }
    }

    @Test
    void aDistributedTransactionOfOnePhaseIsAnOrdinaryOne() throws Exception {
        execute(
                "CREATE TABLE app.t (id INT PRIMARY KEY)",
                "XA START 'x'",
                "INSERT INTO app.t VALUES (1)",
                "XA END 'x'",
                "XA COMMIT 'x' ONE PHASE");
        final Location end = TestServers.end(mariadb);

        final Recording recording = Recording.read(server(), start, end);
        assertThat(recording.texts()).containsSubsequence("INSERT `app`.`t` -> (1)", "END");
        assertThat(last(recording).boundary().gtids()).isEqualTo(end.gtids());
    }

    @Test
    void readsCompressedEvents() throws Exception {
        execute("CREATE TABLE app.t (id INT PRIMARY KEY, v TEXT)", "SET GLOBAL log_bin_compress=ON");
        try {
            execute(
                    "INSERT INTO app.t VALUES (1, REPEAT('a', 10000))",
                    "UPDATE app.t SET id = 2",
                    "DELETE FROM app.t",
                    "ALTER TABLE app.t COMMENT '" + "c".repeat(300) + "'");
        } finally {
            execute("SET GLOBAL log_bin_compress=OFF");
        }

        final String value = "a".repeat(10_000);
        assertThat(Recording.read(server(), start, TestServers.end(mariadb)).texts())
                .containsSubsequence(
                        "INSERT `app`.`t` -> (1," + value + ")",
                        "UPDATE `app`.`t` (1," + value + ") -> (2," + value + ")",
                        "DELETE `app`.`t` (2," + value + ") ->",
                        ": ALTER TABLE app.t COMMENT '" + "c".repeat(300) + "'");
    }

    private void assertRefused(final String... words) {
        final BinlogSource source = new BinlogSource(server(), start, TestServers.options());
        assertThatThrownBy(() -> source.run(new Nobody()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
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
