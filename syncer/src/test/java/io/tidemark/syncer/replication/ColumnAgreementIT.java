// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that were made otherwise downstream: rows go on if every value is held there, and are refused if not. */
class ColumnAgreementIT {
    /** Columns upstream, columns downstream, values. */
    private record Case(String up, String down, String values) {
        static Case of(final String up, final String down, final String value) {
            return new Case("v " + up, "v " + down, value);
        }
    }

    private static final List<Case> GOES_ON = List.of(
            Case.of("INT", "BIGINT", "-5"),
            Case.of("TINYINT UNSIGNED", "TINYINT UNSIGNED", "255"),
            Case.of("BOOLEAN", "SMALLINT", "1"),
            Case.of("DECIMAL(10,2)", "DECIMAL(12,3)", "-12345678.25"),
            Case.of("FLOAT(7,2)", "FLOAT", "1.5"),
            Case.of("BIT(3)", "BIT(9)", "5"),
            Case.of("YEAR", "YEAR", "2024"),
            Case.of("DATE", "DATETIME", "'2024-02-29'"),
            Case.of("DATETIME(3)", "DATETIME(6)", "'2024-02-29 01:02:03.456'"),
            Case.of("TIMESTAMP NULL", "TIMESTAMP(2) NULL", "'2024-02-29 01:02:03'"),
            Case.of("TIME", "TIME(6)", "'-12:00:01'"),
            Case.of("VARCHAR(10)", "VARCHAR(20)", "'äöü'"),
            Case.of("CHAR(10)", "VARCHAR(10)", "'äöü'"),
            Case.of("CHAR(200)", "CHAR(200)", "'äöü'"),
            Case.of("VARCHAR(10)", "TEXT", "'äöü'"),
            Case.of("TINYTEXT", "LONGTEXT", "'äöü'"),
            Case.of("TEXT", "TEXT", "'äöü'"),
            Case.of("VARCHAR(10) CHARACTER SET utf8mb3", "VARCHAR(10)", "'äöü'"),
            Case.of("CHAR(10) CHARACTER SET ascii", "VARCHAR(10)", "'abc'"),
            Case.of("VARCHAR(10) CHARACTER SET latin1", "VARCHAR(10) CHARACTER SET latin1", "'äöü'"),
            Case.of("VARCHAR(10) COLLATE utf8mb4_bin", "VARCHAR(10) COLLATE uca1400_as_cs", "'äöü'"),
            Case.of("BINARY(4)", "BINARY(4)", "x'0100'"),
            Case.of("VARBINARY(4)", "BLOB", "x'0100'"),
            Case.of("BLOB", "LONGBLOB", "x'0100'"),
            Case.of("TEXT COMPRESSED", "TEXT", "'abc'"),
            Case.of("VARCHAR(10) COMPRESSED", "VARCHAR(10)", "'abc'"),
            Case.of("ENUM('a','b''c')", "ENUM('a','b''c','d')", "'b''c'"),
            Case.of("SET('a','b')", "SET('a','b','d')", "'a'"),
            Case.of("ENUM('ä','b') CHARACTER SET latin1", "ENUM('ä','b')", "'ä'"),
            Case.of("JSON", "LONGTEXT", "'{}'"),
            Case.of("POINT", "GEOMETRY", "POINT(1, 2)"),
            new Case(
                    "a INET6, b UUID, c INET4, d VARCHAR(9) CHARACTER SET latin1, y YEAR, e INT UNSIGNED",
                    "a INET6, b UUID, c INET4, d VARCHAR(9) CHARACTER SET latin1, y YEAR, e INT UNSIGNED",
                    "'::1', UUID(), '127.0.0.1', 'ä', 2024, 4294967295"),
            new Case(
                    "g POINT, j JSON, d VARCHAR(9) CHARACTER SET latin1, s SET('x'), f ENUM('x'), t TEXT",
                    "g POINT, j JSON, d VARCHAR(9) CHARACTER SET latin1, s SET('x'), f ENUM('x'), t TEXT",
                    "POINT(1, 2), '1', 'ä', 'x', 'x', 'ä'"),
            new Case(
                    "s SET('x'), f ENUM('x'), c BIT(2), d VARCHAR(9) CHARACTER SET latin1, t TEXT, u INT UNSIGNED, b BLOB",
                    "s SET('x'), f ENUM('x'), c BIT(2), d VARCHAR(9) CHARACTER SET latin1, t TEXT, u INT UNSIGNED, b BLOB",
                    "'x', 'x', 1, 'ä', 'ä', 4294967295, x'00'"),
            new Case(
                    "a INT INVISIBLE, b INT AS (c + 1) VIRTUAL, c INT, d BIGINT AS (c + 2) STORED",
                    "a INT INVISIBLE, b INT AS (c + 1) VIRTUAL, c INT, d BIGINT AS (c + 2) STORED",
                    "DEFAULT, 1, DEFAULT"),
            new Case("A INT, `ä` INT", "a INT, `ä` INT", "1, 2"));

    private static final List<Case> REFUSED = List.of(
            Case.of("INT UNSIGNED", "INT", "1"),
            Case.of("INT", "INT UNSIGNED", "1"),
            Case.of("INT UNSIGNED", "BIGINT UNSIGNED", "1"),
            Case.of("INT", "SMALLINT", "1"),
            Case.of("BIGINT", "DATETIME", "1"),
            Case.of("DECIMAL(10,2)", "DECIMAL(10,1)", "1"),
            Case.of("DECIMAL(10,2)", "DECIMAL(10,3)", "1"),
            Case.of("DATETIME(3)", "DATETIME", "'2024-02-29 01:02:03'"),
            Case.of("TIMESTAMP NULL", "DATETIME", "'2024-02-29 01:02:03'"),
            Case.of("VARCHAR(10) CHARACTER SET latin1", "VARCHAR(10)", "'a'"),
            Case.of("VARCHAR(20)", "VARCHAR(19)", "'a'"),
            Case.of("TEXT", "VARCHAR(100)", "'a'"),
            Case.of("VARCHAR(10)", "CHAR(10)", "'a'"),
            Case.of("BINARY(4)", "VARBINARY(4)", "'a'"),
            Case.of("BINARY(4)", "BINARY(8)", "'a'"),
            Case.of("VARCHAR(36)", "UUID", "UUID()"));

    private static final List<Case> REFUSED_WITH_FULL_METADATA = List.of(
            new Case("a INT, b INT", "b INT, a INT", "1, 2"),
            Case.of("ENUM('a','b')", "ENUM('b','a')", "'a'"),
            Case.of("ENUM('a','b')", "ENUM('a')", "'a'"),
            Case.of("SET('a','b')", "SET('a','c')", "'a'"));

    private static ServerPair servers;

    @BeforeAll
    static void open() {
        servers = ServerPair.open();
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        servers.reset();
    }

    @AfterEach
    void restore() throws SQLException {
        metadata("FULL");
    }

    private static void metadata(final String setting) throws SQLException {
        ServerPair.execute(servers.up(), "SET GLOBAL binlog_row_metadata = " + setting);
    }

    @Test
    void whatIsHeldDownstreamGoesOn() throws Exception {
        for (final String setting : List.of("FULL", "MINIMAL", "NO_LOG")) {
            metadata(setting);
            final List<String> tables = create(GOES_ON);
            try (RunningReplication replication = RunningReplication.start(task())) {
                for (int i = 0; i < tables.size(); i++) {
                    insert(tables.get(i), GOES_ON.get(i));
                }
                servers.awaitCaughtUp(replication);
                replication.stop();
            }
            for (final String table : tables) {
                assertThat(ServerPair.query(servers.down(), "SELECT COUNT(*) FROM faults." + table))
                        .isEqualTo("1");
            }
            servers.reset();
        }
    }

    @Test
    void whatIsNotHeldDownstreamIsRefused() throws Exception {
        refuse(REFUSED);
    }

    @Test
    void signsAndCharacterSetsAreKnownWithMinimalMetadata() throws Exception {
        metadata("MINIMAL");
        refuse(List.of(REFUSED.get(0), REFUSED.get(1), REFUSED.get(9)));
    }

    @Test
    void namesAndMembersAreKnownWithFullMetadata() throws Exception {
        refuse(REFUSED_WITH_FULL_METADATA);
    }

    private static void refuse(final List<Case> cases) throws SQLException {
        final List<String> tables = create(cases);
        for (int i = 0; i < tables.size(); i++) {
            ServerPair.execute(servers.down(), "DROP DATABASE IF EXISTS dm_meta");
            final Task task = task();
            insert(tables.get(i), cases.get(i));
            try (RunningReplication replication = RunningReplication.start(task)) {
                assertThat(replication.failure())
                        .as("%s", cases.get(i))
                        .isInstanceOf(OperatorException.class)
                        .hasMessageContaining("`faults`.`" + tables.get(i) + "`")
                        .hasMessageContaining("upstream at ")
                        .hasMessageContaining("mysql-bin.")
                        .hasMessageContaining("start again");
            }
            assertThat(ServerPair.query(servers.down(), "SELECT COUNT(*) FROM faults." + tables.get(i)))
                    .isEqualTo("0");
        }
    }

    private static List<String> create(final List<Case> cases) throws SQLException {
        final List<String> tables = new ArrayList<>();
        for (final Case each : cases) {
            final String table = "t" + tables.size();
            tables.add(table);
            ServerPair.execute(servers.up(), "CREATE TABLE faults." + table + " (id INT PRIMARY KEY, " + each.up + ")");
            ServerPair.execute(
                    servers.down(), "CREATE TABLE faults." + table + " (id INT PRIMARY KEY, " + each.down + ")");
        }
        return tables;
    }

    private static void insert(final String table, final Case row) throws SQLException {
        ServerPair.execute(servers.up(), "INSERT INTO faults." + table + " VALUES (1, " + row.values + ")");
    }

    private static Task task() {
        return servers.task(servers.up().server(), servers.down().server(), Delivery.EXACTLY_ONCE);
    }
}
