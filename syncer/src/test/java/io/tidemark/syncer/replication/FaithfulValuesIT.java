// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Delivery;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values, tables and sessions that are out of the ordinary, from a server to one that is set up otherwise. */
class FaithfulValuesIT {
    private static final String MODES = "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,PAD_CHAR_TO_FULL_LENGTH,"
            + "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO";
    /** Clocks are put forward at the first of these, back at the second; like Central Europe's in 2024. */
    private static final String FORWARD = "1711846800";

    private static final String BACK = "1729990800";

    private static ServerPair servers;

    @BeforeAll
    static void open() throws SQLException {
        servers = ServerPair.open(
                "--sql-mode=" + MODES,
                "--default-time-zone=-08:00",
                "--max-allowed-packet=48M",
                "--net-read-timeout=120");
        up("SET GLOBAL max_allowed_packet = 1 << 27");
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        servers.reset();
    }

    @Test
    void aTableMayHaveAThousandColumns() throws Exception {
        final String columns = IntStream.range(0, 1000)
                .mapToObj(i -> "c" + i
                        + (i % 3 == 0 ? " INT" : i % 3 == 1 ? " VARCHAR(3) CHARACTER SET latin1" : " TINYINT UNSIGNED"))
                .collect(Collectors.joining(", "));
        both(
                "CREATE TABLE faults.wide (id INT PRIMARY KEY, " + columns + ")",
                "CREATE TABLE faults.keyless_wide (" + columns + ")");
        final String values =
                IntStream.range(0, 1000).mapToObj(i -> String.valueOf(i % 200)).collect(Collectors.joining(", "));
        replicate(() -> up(
                "INSERT INTO faults.wide VALUES (1, " + values + "), (2, " + values + ")",
                "INSERT INTO faults.keyless_wide VALUES (" + values + "), (" + values + ")",
                "UPDATE faults.wide SET c999 = NULL, c1 = 'x', c998 = 255 WHERE id = 1",
                "UPDATE faults.keyless_wide SET c997 = 'y' LIMIT 1",
                "DELETE FROM faults.wide WHERE id = 2"));
    }

    @Test
    void aValueMayBeAsLargeAsThePacket() throws Exception {
        both("CREATE TABLE faults.large (id INT PRIMARY KEY, m MEDIUMBLOB, l LONGBLOB, t LONGTEXT)");
        replicate(() -> up(
                "INSERT INTO faults.large VALUES (1, REPEAT(x'00', 16777215), NULL, NULL)",
                "INSERT INTO faults.large VALUES (2, NULL, REPEAT(x'41', 20971520), NULL)",
                "INSERT INTO faults.large VALUES (3, NULL, NULL, REPEAT('é', 8388609))",
                "UPDATE faults.large SET l = CONCAT(l, x'5C') WHERE id = 2",
                "DELETE FROM faults.large WHERE id = 1"));
    }

    @Test
    void aRowBeyondThePacketIsToldWithTableSizeAndVariable() throws Exception {
        both("CREATE TABLE faults.beyond (id INT PRIMARY KEY, l LONGBLOB)");
        try (RunningReplication replication = servers.start(task())) {
            up("INSERT INTO faults.beyond VALUES (1, REPEAT(x'00', 27262976))");
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("`faults`.`beyond`")
                    .hasMessageContaining("max_allowed_packet")
                    .hasMessageMatching("(?s).*a statement of 545\\d+ bytes, .*max_allowed_packet is 50331648.*");
        }
    }

    @Test
    void aTimestampIsTheSameInstantWhateverTheTimeZones() throws Exception {
        for (final EmbeddedServer server : new EmbeddedServer[] {servers.up(), servers.down()}) {
            ServerPair.execute(
                    server,
                    "REPLACE INTO mysql.time_zone VALUES (77, 'N')",
                    "REPLACE INTO mysql.time_zone_name VALUES ('Test/Central', 77)",
                    "REPLACE INTO mysql.time_zone_transition_type VALUES (77, 0, 3600, 0, 'CET'), (77, 1, 7200, 1, 'CEST')",
                    "REPLACE INTO mysql.time_zone_transition VALUES (77, 0, 0), (77, " + FORWARD + ", 1), (77, " + BACK
                            + ", 0)");
        }
        ServerPair.execute(servers.down(), "SET GLOBAL time_zone = 'Test/Central'");
        both("CREATE TABLE faults.instants (id INT PRIMARY KEY, s TIMESTAMP(6) NULL, d DATETIME(6))");
        replicate(() -> up(
                "SET time_zone = 'Test/Central', sql_mode = ''",
                "INSERT INTO faults.instants VALUES (1, '2024-10-27 02:30:00', '2024-10-27 02:30:00')",
                "INSERT INTO faults.instants VALUES (2, '2024-03-31 02:30:00', '2024-03-31 02:30:00')",
                "INSERT INTO faults.instants SELECT 10 + seq, FROM_UNIXTIME(" + BACK + " - 7200 + seq * 600),"
                        + " FROM_UNIXTIME(" + BACK + " - 7200 + seq * 600) FROM faults.seq_0_to_24",
                "INSERT INTO faults.instants SELECT 50 + seq, FROM_UNIXTIME(" + FORWARD + " - 3600 + seq * 600),"
                        + " FROM_UNIXTIME(" + FORWARD + " - 3600 + seq * 600) FROM faults.seq_0_to_12",
                "SET time_zone = '-11:00'",
                "UPDATE faults.instants SET s = s + INTERVAL 1 MICROSECOND",
                "UPDATE faults.instants SET d = NOW(6), s = NOW(6) WHERE id IN (10, 50)"));
        final String instants =
                "SELECT GROUP_CONCAT(id, ' ', UNIX_TIMESTAMP(s), ' ', d ORDER BY id) FROM faults.instants";
        assertThat(ServerPair.query(servers.down(), instants)).isEqualTo(ServerPair.query(servers.up(), instants));
        ServerPair.execute(servers.down(), "SET GLOBAL time_zone = '-08:00'");
    }

    @Test
    void theDownstreamsModesDoNotMatter() throws Exception {
        both(
                "CREATE TABLE faults.`m\"o'd\\e`s` (id INT AUTO_INCREMENT PRIMARY KEY, `v\"'\\` VARCHAR(40), c CHAR(9), d DATE, n DATETIME NOT NULL, b VARBINARY(40))"
                        .replace("`s`", "``s`"));
        replicate(() -> up(
                "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
                "INSERT INTO faults.`m\"o'd\\e``s` VALUES (0, 'it''s \\\\ \" || \\n', 'a', '0000-00-00', '0000-00-00', x'5C275C225C')",
                "INSERT INTO faults.`m\"o'd\\e``s` VALUES (7, '\\\\', '', NULL, '2024-01-01', '')",
                "UPDATE faults.`m\"o'd\\e``s` SET `v\"'\\` = CONCAT(`v\"'\\`, '\\'') WHERE id = 0",
                "DELETE FROM faults.`m\"o'd\\e``s` WHERE id = 7"));
    }

    @Test
    void whatMariaDBCompressesInItsBinlogIsReadAsItWas() throws Exception {
        both(
                "CREATE TABLE faults.squeezed (id INT PRIMARY KEY, t TEXT, u INT)",
                "CREATE TABLE faults.squeezed_wide ("
                        + IntStream.range(0, 300)
                                .mapToObj(i -> "c" + i + " CHAR(3)")
                                .collect(Collectors.joining(", ")) + ")");
        up("SET GLOBAL log_bin_compress = ON", "SET GLOBAL log_bin_compress_min_len = 10");
        try {
            replicate(() -> up(
                    "INSERT INTO faults.squeezed SELECT seq, REPEAT('ü', seq * 50), NULL FROM faults.seq_1_to_300",
                    "UPDATE faults.squeezed SET t = CONCAT(t, id), u = 3 WHERE id < 250",
                    "DELETE FROM faults.squeezed WHERE id % 3 = 0",
                    "INSERT INTO faults.squeezed_wide (c0, c299) VALUES ('a', 'b')",
                    "ALTER TABLE faults.squeezed ADD COLUMN added VARCHAR(200) DEFAULT '" + "long ".repeat(30) + "'",
                    "UPDATE faults.squeezed SET added = NULL WHERE id = 1",
                    "UPDATE faults.squeezed_wide SET c1 = 'x'"));
        } finally {
            up("SET GLOBAL log_bin_compress = OFF");
        }
        assertThat(ServerPair.query(servers.down(), "SELECT COUNT(*) FROM faults.squeezed"))
                .isEqualTo("200");
    }

    /** What happens upstream while it is replicated. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private static void replicate(final Work work) throws SQLException {
        try (RunningReplication replication = servers.start(task())) {
            work.run();
            servers.finish(replication);
        }
    }

    private static io.tidemark.syncer.task.Task task() {
        return servers.task(servers.up().server(), servers.down().server(), Delivery.EXACTLY_ONCE);
    }

    private static void up(final String... statements) throws SQLException {
        ServerPair.execute(servers.up(), statements);
    }

    private static void both(final String... statements) throws SQLException {
        ServerPair.execute(servers.up(), statements);
        ServerPair.execute(servers.down(), withModes(statements));
    }

    /** Otherwise zero dates could be no defaults, and quotes would be something else. */
    private static String[] withModes(final String... statements) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("SET sql_mode = ''"), java.util.stream.Stream.of(statements))
                .toArray(String[]::new);
    }
}
