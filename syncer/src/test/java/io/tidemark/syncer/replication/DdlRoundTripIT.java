// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements of sessions of all kinds have on a downstream of other defaults the effect that they had upstream. */
class DdlRoundTripIT {
    private static final String SCHEMAS =
            "SELECT schema_name FROM information_schema.SCHEMATA WHERE schema_name LIKE" + " 'ddl\\_%' ORDER BY 1";

    private static ServerPair pair;

    @BeforeAll
    static void startServers() {
        pair = ServerPair.open(
                "--character-set-server=latin2",
                "--collation-server=latin2_general_ci",
                "--explicit-defaults-for-timestamp=OFF",
                "--default-time-zone=-03:00",
                "--sql-mode=NO_ENGINE_SUBSTITUTION");
    }

    @AfterAll
    static void closeServers() {
        pair.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        pair.reset();
        for (final EmbeddedServer server : List.of(pair.up(), pair.down())) {
            for (final String schema : column(server, SCHEMAS)) {
                ServerPair.execute(server, "DROP DATABASE `" + schema + "`");
            }
        }
    }

    @Test
    void givesAStatementTheSessionThatItHadUpstream() throws Exception {
        replicated(() -> {
            session("", "CREATE DATABASE ddl_a CHARACTER SET utf8mb4");
            session(
                    "sql_mode = 'ANSI_QUOTES'",
                    "CREATE TABLE \"s1\" (\"id\" INT PRIMARY KEY, \"a b`c\" VARCHAR(10) DEFAULT 'x\"y')",
                    "CREATE PROCEDURE p1() SELECT \"id\" FROM \"s1\"");
            session(
                    "sql_mode = 'NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'",
                    "CREATE TABLE s2 (id INT PRIMARY KEY, c VARCHAR(10) DEFAULT 'a\\', d INT COMMENT '\\')",
                    "CREATE VIEW s3 AS SELECT c || '\\' AS x FROM s2");
            session(
                    "sql_mode = ''",
                    "CREATE TABLE s4 (id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00', v VARCHAR(70000))",
                    "INSERT INTO s4 (id, v) VALUES (1, 'abcdef')",
                    "ALTER TABLE s4 MODIFY v VARCHAR(3)");
            session(
                    "sql_mode = 'ORACLE'",
                    "CREATE PROCEDURE p2 AS x INT := 1; BEGIN SELECT x; END",
                    "CREATE OR REPLACE PACKAGE k AS PROCEDURE q; END",
                    "CREATE OR REPLACE PACKAGE BODY k AS PROCEDURE q AS BEGIN NULL; END; END");
            session("explicit_defaults_for_timestamp = OFF", "CREATE TABLE s5 (id INT PRIMARY KEY, ts TIMESTAMP)");
            session("explicit_defaults_for_timestamp = ON", "CREATE TABLE s6 (id INT PRIMARY KEY, ts TIMESTAMP)");
            session(
                    "time_zone = '+05:00'",
                    "CREATE TABLE s7 (id INT PRIMARY KEY, ts TIMESTAMP DEFAULT '2020-01-01 00:00:00')");
            session(
                    "timestamp = 1000000000.25",
                    "CREATE TABLE s8 (id INT PRIMARY KEY)",
                    "INSERT INTO s8 VALUES (1), (2)",
                    "ALTER TABLE s8 ADD made DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)");
            session("collation_server = latin2_czech_cs", "CREATE DATABASE ddl_b", "CREATE TABLE ddl_b.t (a CHAR(5))");
            session(
                    "character_set_collations = 'utf8mb4=uca1400_as_cs'",
                    "CREATE TABLE s9 (a VARCHAR(10) CHARACTER SET utf8mb4, b VARCHAR(10)) CHARACTER SET utf8mb4");
            session("collation_connection = utf8mb4_bin", "CREATE VIEW s10 AS SELECT 'a' AS c");
            session(
                    "foreign_key_checks = 0",
                    "CREATE TABLE s12 (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES s13 (id))",
                    "CREATE TABLE s13 (id INT PRIMARY KEY)");
            session(
                    "auto_increment_increment = 5, auto_increment_offset = 3",
                    "CREATE TABLE s15 (a INT)",
                    "INSERT INTO s15 VALUES (1), (1), (1)",
                    "ALTER TABLE s15 ADD id INT AUTO_INCREMENT PRIMARY KEY, ALGORITHM=COPY");
            session(
                    "auto_increment_increment = 5, auto_increment_offset = 3",
                    "CREATE TABLE s16 (a INT)",
                    "INSERT INTO s16 VALUES (1), (1), (1)",
                    "ALTER TABLE s16 ADD id INT AUTO_INCREMENT PRIMARY KEY, ALGORITHM=INPLACE");
            session(
                    "binlog_alter_two_phase = ON",
                    "CREATE TABLE s14 (id INT PRIMARY KEY)",
                    "ALTER TABLE s14 ADD n INT",
                    "INSERT INTO s14 VALUES (1, 2)");
        });
        assertThat(column(pair.down(), "SELECT COUNT(*) FROM information_schema.TABLES WHERE table_schema = 'ddl_a'"))
                .containsExactly("15");
    }

    @Test
    void executesEveryKindOfDdl() throws Exception {
        replicated(() -> session(
                "",
                "CREATE DATABASE ddl_a CHARACTER SET utf8mb4",
                "CREATE DATABASE ddl_c",
                "ALTER DATABASE ddl_c CHARACTER SET latin1 COLLATE latin1_bin",
                "CREATE DATABASE ddl_gone",
                "DROP DATABASE ddl_gone",
                "CREATE TABLE t (id INT PRIMARY KEY, n INT, v VARCHAR(20)) /*!50100 COMMENT='c' */ /*M!100100 TRANSACTIONAL=0 */",
                "INSERT INTO t VALUES (1, 10, 'a'), (2, 20, 'b')",
                "CREATE TABLE ddl_c.l LIKE t",
                "CREATE TABLE s AS SELECT id, n FROM t",
                "CREATE TABLE s2 (PRIMARY KEY (id)) SELECT id, v FROM t WHERE id > 1",
                "CREATE OR REPLACE TABLE s AS SELECT v FROM t",
                "CREATE TEMPORARY TABLE tmp (id INT)",
                "INSERT INTO tmp VALUES (1)",
                "CREATE TABLE like_tmp LIKE tmp",
                "DROP TEMPORARY TABLE tmp",
                "ALTER TABLE t RENAME COLUMN n TO m, ADD COLUMN k INT DEFAULT 5 AFTER id, ALGORITHM=INPLACE, LOCK=NONE",
                "ALTER TABLE t ADD CONSTRAINT c1 CHECK (k > 0), ADD UNIQUE u (v(3)), ALTER COLUMN k SET DEFAULT 6",
                "INSERT INTO t (id, m, v) VALUES (3, 30, 'c')",
                "ALTER TABLE t DROP INDEX u, DROP CONSTRAINT c1, CHANGE v w TEXT, CONVERT TO CHARACTER SET latin1",
                "UPDATE t SET w = 'ccc' WHERE id = 3",
                "CREATE TABLE x (id INT PRIMARY KEY, a INT)",
                "INSERT INTO x VALUES (7, 7)",
                "RENAME TABLE t TO swap, x TO t, swap TO x",
                "INSERT INTO t VALUES (8, 8)",
                "RENAME TABLE s TO ddl_c.s, s2 TO s",
                "CREATE TABLE d1 (a INT)",
                "CREATE TABLE d2 (a INT)",
                "DROP TABLE d1, d2",
                "CREATE TABLE tr (a INT)",
                "INSERT INTO tr VALUES (1)",
                "TRUNCATE TABLE tr",
                "CREATE TABLE p (id INT PRIMARY KEY, v INT) PARTITION BY RANGE (id)"
                        + " (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS"
                        + " THAN MAXVALUE)",
                "CREATE TABLE e (id INT PRIMARY KEY, v INT)",
                "INSERT INTO p VALUES (1, 1), (11, 11), (21, 21)",
                "INSERT INTO e VALUES (2, 2)",
                "ALTER TABLE p EXCHANGE PARTITION p0 WITH TABLE e",
                "UPDATE p SET v = 3 WHERE id = 2",
                "ALTER TABLE p TRUNCATE PARTITION p1",
                "ALTER TABLE p DROP PARTITION p2",
                "CREATE INDEX i1 ON p (v)",
                "DROP INDEX i1 ON p",
                "CREATE VIEW v1 AS SELECT * FROM x",
                "CREATE OR REPLACE ALGORITHM=MERGE VIEW v1 AS SELECT id FROM x",
                "ALTER VIEW v1 AS SELECT id, k FROM x WITH CHECK OPTION",
                "CREATE VIEW v2 AS SELECT 1 AS one",
                "DROP VIEW v2",
                "CREATE FUNCTION f1 (a INT) RETURNS INT DETERMINISTIC RETURN a + 1",
                "CREATE PROCEDURE pr (IN a INT) BEGIN DECLARE i INT DEFAULT 0; WHILE i < a DO SET i = i + 1; END WHILE; END",
                "ALTER PROCEDURE pr COMMENT 'x'",
                "CREATE PROCEDURE gone () SELECT 1",
                "DROP PROCEDURE gone",
                "CREATE SEQUENCE q START WITH 5 INCREMENT BY 2",
                "ALTER SEQUENCE q MAXVALUE 1000",
                "SELECT NEXT VALUE FOR q",
                "DO SETVAL(q, 101)",
                "ANALYZE TABLE t",
                "OPTIMIZE TABLE t",
                "REPAIR TABLE t",
                "FLUSH TABLES",
                "CREATE USER u1 IDENTIFIED BY 'one'",
                "SET PASSWORD FOR u1 = PASSWORD('two')",
                "GRANT SELECT ON ddl_a.* TO u1",
                "DROP USER u1",
                "CREATE TABLE inv (id INT PRIMARY KEY, h INT INVISIBLE DEFAULT 4, g INT AS (id * 2) STORED,"
                        + " vg INT AS (id + 1) VIRTUAL, j JSON, u UUID DEFAULT '123e4567-e89b-12d3-a456-426655440000')",
                "ALTER TABLE inv FORCE, ENGINE=InnoDB",
                "ALTER TABLE inv DROP COLUMN u",
                "INSERT INTO inv (id) VALUES (1)",
                "SET STATEMENT max_statement_time = 100 FOR ALTER TABLE inv ADD COLUMN z INT",
                "ALTER TABLE IF EXISTS nowhere ADD COLUMN a INT"));
        assertThat(column(
                        pair.down(),
                        "SELECT cp_table FROM dm_meta.faults_syncer_checkpoint WHERE cp_schema ="
                                + " 'ddl_a' ORDER BY 1"))
                .as("tables that the checkpoint tracks")
                .containsExactly("e", "inv", "like_tmp", "p", "q", "s", "t", "tr", "x");
    }

    @Test
    void readsAStatementInTheCharacterSetOfItsClient() throws Exception {
        replicated(() -> {
            session("", "CREATE DATABASE ddl_a CHARACTER SET utf8mb4");
            inCharset(
                    "ISO-8859-1",
                    "CREATE TABLE `caf\u00e9` (id INT PRIMARY KEY, `\u00e9` VARCHAR(9) DEFAULT '\u00fc' COMMENT '\u00a7')");
            // the second byte of the first sign is a back-slash, that of the second a back-quote
            inCharset("GBK", "CREATE TABLE `\u7e17\u732b` (id INT PRIMARY KEY) COMMENT '\u7e17'");
            inCharset("UTF-8", "CREATE TABLE `\u732b` (id INT PRIMARY KEY) COMMENT '\ud83d\ude00'");
        });
        assertThat(column(pair.down(), "SHOW TABLES FROM ddl_a"))
                .containsExactlyInAnyOrder("caf\u00e9", "\u7e17\u732b", "\u732b");
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** What is done upstream is done downstream in the end, and both sides look the same. */
    private static void replicated(final Work work) throws SQLException {
        try (RunningReplication replication =
                pair.start(pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE))) {
            work.run();
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        final List<String> upstream = state(pair.up());
        final List<String> downstream = state(pair.down());
        assertThat(downstream).hasSameSizeAs(upstream).containsAll(upstream);
        assertThat(upstream).containsAll(downstream);
    }

    private static void session(final String settings, final String... statements) throws SQLException {
        try (Connection connection = pair.up().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION " + (settings.isEmpty() ? "sql_auto_is_null = 0" : settings));
            run(statement, statements);
        }
    }

    private static void inCharset(final String javaName, final String... statements) throws SQLException {
        final Server up = pair.up().server();
        try (Connection connection = DriverManager.getConnection(
                        up.jdbcUrl() + "?characterEncoding=" + javaName, up.user(), up.password());
                Statement statement = connection.createStatement()) {
            run(statement, statements);
        }
    }

    private static void run(final Statement statement, final String... statements) throws SQLException {
        for (final String sql : statements) {
            if (!sql.startsWith("CREATE DATABASE ddl_a")) {
                statement.execute("USE ddl_a");
            }
            statement.execute(sql);
        }
    }

    /** Everything that can be told of the schemas, in words that do not depend on a session. */
    private static List<String> state(final EmbeddedServer server) throws SQLException {
        final List<String> state = new ArrayList<>();
        for (final String schema : column(server, SCHEMAS)) {
            state.addAll(column(server, "SHOW CREATE DATABASE `" + schema + "`", 2));
            for (final String table : column(server, "SHOW TABLES FROM `" + schema + "`")) {
                final String name = "`" + schema + "`.`" + table.replace("`", "``") + "`";
                state.add(name + column(server, "SHOW CREATE TABLE " + name, 2));
                rows(server, "SELECT * FROM " + name + " ORDER BY 1").forEach(row -> state.add(name + ": " + row));
            }
        }
        state.addAll(rows(
                server,
                "SELECT routine_schema, routine_name, routine_type, sql_mode, routine_definition,"
                        + " collation_connection FROM information_schema.ROUTINES WHERE routine_schema LIKE 'ddl\\_%'"
                        + " ORDER BY 1, 2, 3"));
        state.addAll(rows(
                server,
                "SELECT table_name, column_name, collation_name FROM information_schema.COLUMNS"
                        + " WHERE table_schema LIKE 'ddl\\_%' ORDER BY 1, 2"));
        return state;
    }

    private static List<String> column(final EmbeddedServer server, final String sql) throws SQLException {
        return column(server, sql, 1);
    }

    private static List<String> column(final EmbeddedServer server, final String sql, final int place)
            throws SQLException {
        final List<String> found = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(place));
                }
            }
        }
        return found;
    }

    private static List<String> rows(final EmbeddedServer server, final String sql) throws SQLException {
        final List<String> found = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    final List<String> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(rows.getString(i)));
                    }
                    found.add(String.join(",", row));
                }
            }
        }
        return found;
    }
}
