// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the tools write them. */
class DumpMetadataTest {
    private static final String GTIDS =
            "0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4711:4713,3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9";

    /** MySQL 8.0 by dumpling, for a task that asks for the exit point. */
    static final String DUMPLING = """
            Started dump at: 2024-03-05 08:15:42
            SHOW MASTER STATUS:
            \tLog: mysql-bin.000003
            \tPos: 1943
            \tGTID:0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4711:4713,
            3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9

            SHOW SLAVE STATUS:
            \tHost: db-upstream-1
            \tLog: upstream-bin.000077
            \tPos: 99
            \tGTID:0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4000,
            3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-2

            SHOW MASTER STATUS: /* AFTER CONNECTION POOL ESTABLISHED */
            \tLog: mysql-bin.000004
            \tPos: 157
            \tGTID:0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4720,
            3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9

            Finished dump at: 2024-03-05 08:16:01
            """;

    /** MySQL by mydumper 0.16, with its wrapped GTIDs of some older versions. */
    static final String MYDUMPER = """
            # Started dump at: 2023-08-15 19:37:02
            [config]
            quote_character = BACKTICK

            [myloader_session_variables]
            SQL_MODE='NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES' /*!40101

            [master]
            # Channel_Name = '' # It can be use to setup replication FOR CHANNEL
            File = mysql-bin.000003
            Position = 1943
            Executed_Gtid_Set = 0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4711:4713,
            3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9

            [replication.east]
            # relay_master_log_file = 'upstream-bin.000077'
            File = upstream-bin.000077
            Position = 99
            Executed_Gtid_Set = 0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4000

            [`shop`.`orders`]
            real_table_name=orders
            rows = 55
            data_checksum = 3119812626

            [`master`]
            Position = 5
            schema_checksum = FDF2173B
            # Finished dump at: 2023-08-15 19:38:00
            """;

    @Test
    void readsBlocksOfDumpling() {
        assertThat(parse(DUMPLING))
                .isEqualTo(
                        new DumpMetadata(
                                at("mysql-bin.000003:1943", GTIDS),
                                Optional.of(
                                        at(
                                                "mysql-bin.000004:157",
                                                "0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4720,3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9"))));
    }

    @Test
    void readsTheNewNameOfTheStatement() {
        final String text =
                DUMPLING.replace("SHOW MASTER STATUS", "SHOW BINARY LOG STATUS").replace("SHOW SLAVE", "SHOW REPLICA");
        assertThat(parse(text)).isEqualTo(parse(DUMPLING));
    }

    @Test
    void readsMariadbWithSeveralReplicationSources() {
        final String text = """
                Started dump at: 2024-11-18 12:52:52
                SHOW BINARY LOG STATUS:
                \tLog: mariadb-bin.000001
                \tPos: 16127
                \tGTID:0-1-7331,1-2-5

                SHOW SLAVE STATUS:
                \tConnection name: east
                \tHost: east.example.org
                \tLog: mariadb-bin.000005
                \tPos: 16544
                \tGTID:
                \t
                SHOW SLAVE STATUS:
                \tConnection name: west
                \tHost: west.example.org
                \tLog: mariadb-bin.000006
                \tPos: 4
                \tGTID:(null)

                Finished dump at: 2024-11-18 12:52:53
                """;
        assertThat(parse(text)).isEqualTo(startOnly("mariadb-bin.000001:16127", "0-1-7331,1-2-5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\tGTID:\n\n", "\tGTID: \n\n", "\tGTID:(null)\n\n", "\n", "\tGTID:\n", ""})
    void readsBlocksWithoutGtids(final String rest) {
        final String text =
                "SHOW MASTER STATUS:\n\tLog: ON.000001\n\tPos: 7502\n" + rest + "Finished dump at: 2020-03-10 15:53:25";
        assertThat(parse(text)).isEqualTo(startOnly("ON.000001:7502", ""));
    }

    @Test
    void readsGtidsUpToTheLineThatEndsTheDump() {
        final String text = """
                Started dump at: 2020-05-21 18:02:33
                SHOW MASTER STATUS:
                        Log: mysql-bin.000003
                        Pos: 1943
                         GTID: 0C9F1F6E-52A1-11EE-9A34-0242AC110002:1-4711:4713,
                            3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9
                Finished dump at: 2020-05-21 18:02:44""";
        assertThat(parse(text)).isEqualTo(startOnly("mysql-bin.000003:1943", GTIDS));
    }

    @Test
    void readsTwoBlocksThatAgree() {
        final String twice = DUMPLING.replace("SHOW SLAVE STATUS:\n", """
                SHOW MASTER STATUS:
                \tLog: mysql-bin.000003
                \tPos: 1943
                \tGTID:%s

                SHOW SLAVE STATUS:
                """.formatted(GTIDS));
        assertThat(parse(twice)).isEqualTo(parse(DUMPLING));
    }

    @Test
    void readsSectionsOfMydumper() {
        assertThat(parse(MYDUMPER)).isEqualTo(startOnly("mysql-bin.000003:1943", GTIDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                FILE=mysql-bin.000003
                position=1943
                executed_gtid_set=0-1-7
                """,
                """
                File = "mysql-bin.000003"
                Position = '1943'
                Executed_Gtid_Set = "0-1-7"
                """,
                // to set up a replica by position
                """
                SOURCE_SSL = 1
                executed_gtid_set = "0-1-7"
                SOURCE_LOG_FILE = "mysql-bin.000003"
                SOURCE_LOG_POS = 1943
                #SOURCE_AUTO_POSITION = {0|1}
                myloader_exec_start_replica = 0
                """,
                // to set it up by GTIDs
                """
                executed_gtid_set = "0-1-7"
                #SOURCE_LOG_FILE = "mysql-bin.000003"
                #SOURCE_LOG_POS = 1943
                SOURCE_AUTO_POSITION = 1
                """,
                // no replica to set up
                """
                # executed_gtid_set = "0-1-7"
                # SOURCE_LOG_FILE = "mysql-bin.000003"
                # SOURCE_LOG_POS = 1943
                """,
                // both ways
                """
                # executed_gtid_set = "0-1-7"
                # SOURCE_LOG_FILE = "mysql-bin.000003"
                # SOURCE_LOG_POS = 1943
                #SOURCE_PORT =
                SOURCE_LOG_FILE = "mysql-bin.000003"
                SOURCE_LOG_POS = 1943
                """,
            })
    void readsEveryWayOfNamingThePosition(final String keys) {
        for (final String section : new String[] {"[master]", "[source]", "[Source]"}) {
            final String text = "# Started dump at: 2026-02-11 15:26:40\n\n" + section + "\n"
                    + "# Channel_Name = '' # It can be use to setup replication FOR CHANNEL\n" + keys
                    + "\n[\"a\".\"b\"]\nrows = 1\n[config]\nnum-sequences = 0\n# Finished dump at: 2026-02-11 15:26:41\n";
            assertThat(parse(text)).isEqualTo(startOnly("mysql-bin.000003:1943", "0-1-7"));
        }
    }

    @Test
    void readsQuotedGtidsOverSeveralLines() {
        final String text = """

                [source]
                SOURCE_LOG_FILE = "mysql-bin.000003"
                SOURCE_LOG_POS = 1943
                executed_gtid_set = "0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4711:4713,
                3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9"
                # Finished dump at: 2026-02-11 15:26:41
                """;
        assertThat(parse(text)).isEqualTo(startOnly("mysql-bin.000003:1943", GTIDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Executed_Gtid_Set = ", "Executed_Gtid_Set = \"\"", "Executed_Gtid_Set = (null)"})
    void readsSectionsWithoutGtids(final String line) {
        final String text = "[master]\nFile = bin.000001\nPosition = 4\n" + line + "\n# Finished dump at: x";
        assertThat(parse(text)).isEqualTo(startOnly("bin.000001:4", ""));
    }

    @Test
    void readsAFileWhateverItsLineEndsAndItsMark(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("metadata");
        for (final String text : new String[] {DUMPLING, MYDUMPER}) {
            final String edited = "\uFEFF" + text.stripTrailing().replace("\n", "  \r\n");
            Files.writeString(file, edited);
            assertThat(DumpMetadata.read(file)).isEqualTo(parse(text));
            Files.writeString(file, edited + "\r\n \t\r\n\r\n");
            assertThat(DumpMetadata.read(file)).isEqualTo(parse(text));
        }
    }

    @Test
    void keepsTheLastPositionThatFitsIntoTheCheckpointTable() {
        assertThat(parse(MYDUMPER.replace("Position = 1943", "Position = 4294967295"))
                        .start()
                        .position()
                        .offset())
                .isEqualTo(4294967295L);
    }

    private static DumpMetadata parse(final String text) {
        return DumpMetadata.parse(text, "metadata");
    }

    private static DumpMetadata startOnly(final String position, final String gtids) {
        return new DumpMetadata(at(position, gtids), Optional.empty());
    }

    private static Location at(final String position, final String gtids) {
        return Location.at(BinlogPosition.parse(position), GtidSet.parse(gtids));
    }
}
