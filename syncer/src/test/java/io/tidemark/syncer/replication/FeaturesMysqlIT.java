// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.mysql.RealMysql;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MySQL 8 has beyond MariaDB, from one MySQL to another: right, or an error that says what to do. */
class FeaturesMysqlIT {
    private static RealMysql up;
    private static RealMysql down;
    private static MixedPair pair;

    @BeforeAll
    static void open() {
        up = RealMysql.open("--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--binlog-rows-query-log-events=ON");
        down = RealMysql.open();
        pair = new MixedPair(up, down, "features");
    }

    @AfterAll
    static void close() {
        up.close();
        down.close();
    }

    @BeforeEach
    void fresh() throws SQLException {
        pair.prepare("DROP DATABASE IF EXISTS f", "CREATE DATABASE f");
        down.execute("DROP DATABASE IF EXISTS dm_meta");
    }

    /** Statements of one session after the other, replicated; then the tables are the same. */
    private static void replicates(final String[] tables, final String... statements) throws SQLException {
        final Location start = pair.end();
        try (RunningReplication replication = pair.start(start)) {
            up.execute(statements);
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        pair.assertSame(tables);
    }

    @Test
    void keysOverExpressionsAndDescendingKeys() throws SQLException {
        pair.prepare("CREATE TABLE f.t (id INT PRIMARY KEY, v VARCHAR(20), j JSON, n INT, UNIQUE KEY e ((LOWER(v))),"
                + " UNIQUE KEY d (n DESC), KEY m ((CAST(j->'$.a' AS UNSIGNED ARRAY))), KEY x ((n * 2) DESC, v DESC))");
        replicates(
                new String[] {"f.t"},
                "INSERT INTO f.t VALUES (1, 'A', '{\"a\": [1, 2]}', 1), (2, 'b', '{\"a\": []}', 2), (3, 'C', NULL, 3)",
                "UPDATE f.t SET v = 'x' WHERE id = 1",
                "UPDATE f.t SET v = 'a' WHERE id = 2",
                "DELETE FROM f.t WHERE id = 2",
                "INSERT INTO f.t VALUES (4, 'A', '{\"a\": [3]}', 2)",
                "UPDATE f.t SET n = n + 10 ORDER BY n DESC");
    }

    @Test
    void generatedInvisiblePrimaryKeysAndInvisibleColumns() throws SQLException {
        replicates(
                new String[] {"f.t", "f.u"},
                "SET SESSION sql_generate_invisible_primary_key = ON",
                "CREATE TABLE f.t (a INT, b VARCHAR(10))",
                "INSERT INTO f.t VALUES (1, 'x'), (1, 'x'), (NULL, NULL)",
                "UPDATE f.t SET b = 'y' WHERE a = 1 LIMIT 1",
                "DELETE FROM f.t WHERE a IS NULL",
                "CREATE TABLE f.u (id INT PRIMARY KEY, secret INT INVISIBLE DEFAULT 7, g INT AS (id + 1) VIRTUAL"
                        + " INVISIBLE, h INT AS (id * 2) STORED)",
                "INSERT INTO f.u (id) VALUES (1), (2)",
                "INSERT INTO f.u (id, secret) VALUES (3, 3)",
                "UPDATE f.u SET secret = secret + 1",
                "ALTER TABLE f.u ALTER COLUMN secret SET VISIBLE, ALGORITHM=INSTANT",
                "ALTER TABLE f.u ADD COLUMN first INT DEFAULT 9 FIRST, ALGORITHM=INSTANT",
                "UPDATE f.u SET secret = secret + 1",
                "DELETE FROM f.u WHERE id = 2");
        assertThat(down.query("SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'f'"
                        + " AND TABLE_NAME = 't' AND COLUMN_NAME = 'my_row_id'"))
                .isEqualTo("1");
    }

    @Test
    void aDownstreamThatAddsKeysByItselfAddsNone() throws SQLException {
        down.execute("SET GLOBAL sql_generate_invisible_primary_key = ON");
        try {
            replicates(
                    new String[] {"f.t"},
                    "CREATE TABLE f.t (a INT, b VARCHAR(10))",
                    "INSERT INTO f.t VALUES (1, 'x'), (1, 'x')",
                    "DELETE FROM f.t LIMIT 1");
        } finally {
            down.execute("SET GLOBAL sql_generate_invisible_primary_key = OFF");
        }
    }

    @Test
    void tablesMadeOfAQuery() throws SQLException {
        replicates(
                new String[] {"f.t", "f.u", "f.w"},
                "CREATE TABLE f.t (id INT PRIMARY KEY, v VARCHAR(10))",
                "INSERT INTO f.t VALUES (1, 'x'), (2, 'y')",
                "CREATE TABLE f.u AS SELECT * FROM f.t",
                "CREATE TABLE f.w (PRIMARY KEY (id)) SELECT * FROM f.t WHERE FALSE",
                "INSERT INTO f.u VALUES (3, 'z')",
                "INSERT INTO f.w SELECT * FROM f.u");
    }

    @Test
    void defaultsChecksAndPartitions() throws SQLException {
        replicates(
                new String[] {"f.t", "f.p"},
                "CREATE TABLE f.t (id BINARY(16) DEFAULT (UUID_TO_BIN(UUID())) PRIMARY KEY, d DATE DEFAULT"
                        + " (CURRENT_DATE + INTERVAL 1 YEAR), r DOUBLE DEFAULT (RAND()), n INT CHECK (n > 0),"
                        + " m INT, CONSTRAINT c CHECK (m <> n) NOT ENFORCED, ts TIMESTAMP(6) DEFAULT"
                        + " CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6))",
                "INSERT INTO f.t (n, m) VALUES (1, 1), (2, 1)",
                "UPDATE f.t SET n = n + 1",
                "DELETE FROM f.t WHERE n = 3",
                "CREATE TABLE f.p (id INT, v INT, PRIMARY KEY (id)) PARTITION BY RANGE (id)"
                        + " (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN MAXVALUE)",
                "INSERT INTO f.p VALUES (1, 1), (11, 11)",
                "UPDATE f.p SET id = id + 9",
                "ALTER TABLE f.p TRUNCATE PARTITION b",
                "INSERT INTO f.p VALUES (5, 5)",
                "DELETE FROM f.p WHERE id = 5");
    }

    @Test
    void geometryWithAReferenceSystem() throws SQLException {
        replicates(
                new String[] {"f.t"},
                "CREATE TABLE f.t (id INT PRIMARY KEY, g POINT NOT NULL SRID 4326, k GEOMETRY, SPATIAL INDEX (g))",
                "INSERT INTO f.t VALUES (1, ST_SRID(POINT(10, 60), 4326), NULL),"
                        + " (2, ST_GeomFromText('POINT(60 10)', 4326), ST_GeomFromText('MULTIPOINT(1 2,3 4)', 3857))",
                "UPDATE f.t SET g = ST_GeomFromText('POINT(-60 -10)', 4326) WHERE id = 1",
                "UPDATE f.t SET k = g");
    }

    @Test
    void foldsKeysAsTheCollationsOfUnicode9Do() throws SQLException {
        pair.prepare("CREATE TABLE f.t (v VARCHAR(20) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, n INT,"
                + " u VARCHAR(20) COLLATE utf8mb4_de_pb_0900_ai_ci UNIQUE)");
        final String[] statements = new String[240];
        for (int i = 0; i < statements.length; i += 4) {
            final String ordinal = Integer.toString(i);
            statements[i] = "INSERT INTO f.t VALUES ('straße', " + i + ", 'Müller')";
            statements[i + 1] = "UPDATE f.t SET n = n + 1, u = 'mueller' WHERE v = 'STRASSE'";
            statements[i + 2] = "UPDATE f.t SET v = 'STRÁSSE' WHERE v = 'strasse'";
            statements[i + 3] = i == 236
                    ? "UPDATE f.t SET n = " + ordinal + " WHERE v = 'straße'"
                    : "DELETE FROM f.t WHERE u = 'MÜLLER'";
        }
        replicates(new String[] {"f.t"}, statements);
        assertThat(down.query("SELECT COUNT(*) FROM f.t")).isEqualTo("1");
    }

    @Test
    void keepsKeysApartThatDifferInTrailingSpacesOnly() throws SQLException {
        replicates(
                new String[] {"f.t"},
                "CREATE TABLE f.t (v VARCHAR(20) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, n INT)",
                "INSERT INTO f.t VALUES ('a', 1), ('a ', 2), ('a  ', 3)",
                "UPDATE f.t SET n = n + 10 WHERE v = 'A '",
                "DELETE FROM f.t WHERE v = 'á'");
        assertThat(down.query("SELECT COUNT(*) FROM f.t")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XA START 'x'; INSERT INTO f.t VALUES (1); XA END 'x'; XA PREPARE 'x'; XA COMMIT 'x'",
                "XA START 'x'; INSERT INTO f.t VALUES (1); XA END 'x'; XA COMMIT 'x' ONE PHASE",
            })
    void distributedTransactionsAreRefused(final String statements) throws SQLException {
        pair.prepare("CREATE TABLE f.t (id INT PRIMARY KEY)");
        final Location start = pair.end();
        try (RunningReplication replication = pair.start(start)) {
            up.execute(statements.split("; ", -1));
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("distributed transaction")
                    .hasMessageContaining(start.position().file());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINIMAL", "NOBLOB"})
    void rowsWithoutAllColumnsAreRefused(final String image) throws SQLException {
        pair.prepare("CREATE TABLE f.t (id INT PRIMARY KEY, n INT, b BLOB)");
        try (RunningReplication replication = pair.start(pair.end())) {
            up.execute(
                    "SET SESSION binlog_row_image = " + image,
                    "INSERT INTO f.t VALUES (1, 1, 'x')",
                    "UPDATE f.t SET n = 2");
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("binlog_row_image=FULL");
        }
    }

    @Test
    void accountsAndAdministrationPassBy() throws SQLException {
        replicates(
                new String[] {"f.t"},
                "CREATE TABLE f.t (id INT PRIMARY KEY)",
                "CREATE USER 'somebody'@'%' IDENTIFIED WITH caching_sha2_password BY 'secret'",
                "CREATE ROLE 'r'",
                "GRANT SELECT ON f.* TO 'r'",
                "GRANT 'r' TO 'somebody'@'%'",
                "SET DEFAULT ROLE 'r' TO 'somebody'@'%'",
                "ALTER USER 'somebody'@'%' FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 2",
                "DROP USER 'somebody'@'%'",
                "DROP ROLE 'r'",
                "ANALYZE TABLE f.t UPDATE HISTOGRAM ON id",
                "OPTIMIZE TABLE f.t",
                "FLUSH TABLES",
                "INSERT INTO f.t VALUES (1)");
        assertThat(down.query("SELECT COUNT(*) FROM mysql.user WHERE user = 'somebody'"))
                .isEqualTo("0");
    }
}
