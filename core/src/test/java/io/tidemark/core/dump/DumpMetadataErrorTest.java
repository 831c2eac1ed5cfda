// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each error names file, line, what was found and what is expected, in one line. */
class DumpMetadataErrorTest {
    private static final String BLOCKS = DumpMetadataTest.DUMPLING;
    private static final String SECTIONS = DumpMetadataTest.MYDUMPER;

    @Test
    void refusesAFileWithoutItsLastLine() {
        refuses(BLOCKS.replaceFirst("Finished.*\\n", ""), 19, "ends with \"3d2bb0b7", "Finished dump at:");
        refuses(SECTIONS.replaceFirst("# Finished.*\\n", ""), 28, "ends with \"schema_checksum", "Finished dump at:");
    }

    @Test
    void refusesAPositionThatLostItsLastDigitsWithTheRestOfTheFile() {
        refuses(BLOCKS.substring(0, BLOCKS.indexOf("43\n")), 4, "ends with \"Pos: 19\"", "cut off");
        refuses(SECTIONS.substring(0, SECTIONS.indexOf("43\n")), 11, "ends with \"Position = 19\"", "cut off");
    }

    @Test
    void refusesTextBehindTheLastLine() {
        refuses(BLOCKS + "Started dump at: 2024-03-06 08:15:42\n", 22, "ends with \"Started", "Finished dump at:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\r\n", "\uFEFF"})
    void refusesAnEmptyFile(final String text) {
        refuses(text, 0, "is empty", "a dump's metadata");
    }

    @Test
    void refusesAFileOfAnotherKind() {
        refuses("\n-- MySQL dump 10.13\n", 2, "found \"-- MySQL dump 10.13\"", "dumpling or mydumper");
        refuses("{\"pos\": 1943}\n", 1, "found \"{", "dumpling or mydumper");
        refuses("# only a comment\n\nFile = a.1\n", 3, "found \"File = a.1\"", "section");
    }

    @Test
    void refusesABinaryFile(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("metadata");
        Files.write(file, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0});
        assertThat(failureOf(file)).contains("not UTF-8 text", "neither binary nor compressed");
        Files.write(file, SECTIONS.getBytes(StandardCharsets.UTF_16LE));
        assertThat(failureOf(file)).contains("line 1", "zero byte");
        Files.writeString(file, BLOCKS.replace("Pos", "P\0s"));
        assertThat(failureOf(file)).contains("line 4", "zero byte");
    }

    @Test
    void refusesAnAbsentFile(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("metadata");
        assertThat(failureOf(file)).contains("no such file").doesNotContain("finished");
        Files.writeString(directory.resolve("metadata.partial"), "# Started dump at: 2024-03-06 08:15:42\n");
        assertThat(failureOf(file)).contains("no such file", "metadata.partial", "has not been finished");
        assertThat(failureOf(directory)).contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "19 43",
                "-1943",
                "+1943",
                "0x1943",
                "1943.0",
                "0",
                "3",
                "4294967296",
                "1e3",
                "415195906970746880",
                "99999999999999999999",
                "\"1943",
                "\u0661\u0669"
            })
    void refusesAPositionThatIsNone(final String number) {
        refuses(BLOCKS.replace("Pos: 1943", "Pos: " + number), 4, "found the", "; expected ");
        refuses(SECTIONS.replace("n = 1943", "n = " + number), 11, "found the", "; expected ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mysql-bin", "mysql-bin.", ".000003", "(null)", "'mysql-bin.000003", "1943"})
    void refusesABinlogFileThatIsNone(final String name) {
        refuses(BLOCKS.replace("Log: mysql-bin.000003", "Log: " + name), 3, "found the", "; expected ");
        refuses(SECTIONS.replace("File = mysql-bin.000003", "File = " + name), 10, "found the", "; expected ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            :4713,                                     | :4713
            1-4711:4713                                | 1-4711:
            1-4711                                     | 4712-4711
            0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-4711| 0-1-7
            110003:1-9                                 | 110003:1-9,
            3d2bb0b7-                                  | 3d2bb0b-
            """)
    void refusesGtidsThatAreNone(final String whole, final String damaged) {
        refuses(BLOCKS.replaceFirst(whole, damaged), 5, "not a GTID set", "; expected ");
        refuses(SECTIONS.replaceFirst(whole, damaged), 12, "not a GTID set", "; expected ");
    }

    @Test
    void refusesALineThatDoesNotBelongWhereItStands() {
        refuses(BLOCKS.replace("\tPos: 1943", "\tPosition: 1943"), 4, "found \"Position: 1943\"", "Log:, Pos: and");
        refuses(BLOCKS.replace("\tPos: 1943", "\n\tPos: 1943"), 2, "without a binlog position", "Pos:");
        refuses(BLOCKS.replaceFirst("\tGTID:.*\n", ""), 5, "found \"3d2bb0b7", "Log:, Pos: and GTID:");
        refuses(BLOCKS.replace("\n\nSHOW SLAVE", "\n\nnoise\nSHOW SLAVE"), 8, "found \"noise\"", "block");
        refuses(SECTIONS.replace("Position = 1943", "Position"), 11, "found \"Position\"", "key = value");
    }

    @Test
    void refusesABlockThatIsNotKnown() {
        refuses(BLOCKS.replaceFirst("SHOW MASTER", "SHOW GALERA"), 2, "found \"SHOW GALERA STATUS:\"", "SHOW MASTER");
        refuses(BLOCKS.replace("POOL ESTABLISHED", "POOL CLOSED"), 15, "POOL CLOSED", "ESTABLISHED");
    }

    @Test
    void refusesAFileWithoutPosition() {
        refuses("Started dump at: 1\nFinished dump at: 2\n", 2, "found no binlog position", "SHOW MASTER STATUS:");
        refuses("# Started dump at: 1\n# Finished dump at: 2\n", 2, "found no binlog position", "[source]");
        refuses(
                "SHOW SLAVE STATUS:\n\tLog: a.1\n\tPos: 4\n\tGTID:\n\nFinished dump at: 2\n",
                6,
                "found no binlog position",
                "SHOW MASTER STATUS:");
        refuses(
                "[source]\n# Channel_Name = ''\n# Finished dump at: 2\n",
                1,
                "found \"[source]\" without a binlog file",
                "--source-data");
        refuses(BLOCKS.replaceFirst("\tLog: .*\n", ""), 2, "without a binlog file", "Log:");
        refuses(BLOCKS.replace("\tPos: 157\n", ""), 15, "without a binlog position", "Pos:");
        refuses(SECTIONS.replace("Position = 1943\n", ""), 8, "without a binlog position", "Position");
    }

    @Test
    void refusesAnExitPointWithoutStart() {
        refuses(BLOCKS.replaceFirst("(?s)SHOW MASTER.*?\\n\\n", ""), 15, "found no binlog position", "SHOW MASTER");
    }

    @Test
    void refusesTwoStarts() {
        refuses(
                BLOCKS.replace("SHOW SLAVE", "SHOW MASTER").replace("\tHost: db-upstream-1\n", ""),
                8,
                "found location upstream-bin.000077:99",
                "line 2");
        refuses(SECTIONS.replace("[replication.east]", "[source]"), 15, "found location", "line 8");
        refuses(SECTIONS.replace("File =", "#SOURCE_LOG_FILE = bin.9\nFile ="), 11, "found binlog file", "line 10");
        refuses(BLOCKS.replace("\tPos: 1943\n", "\tPos: 1943\n\tPos: 1944\n"), 5, "found binlog position", "line 4");
    }

    @Test
    void refusesTwoExitPoints() {
        final String block = "SHOW MASTER STATUS: /* AFTER CONNECTION POOL ESTABLISHED */\n\tLog: z.9\n\tPos: 4\n\n";
        refuses(BLOCKS.replace("Finished", block + "Finished"), 21, "found safe-mode exit point", "line 15");
    }

    @Test
    void refusesAnExitPointBeforeTheStart() {
        refuses(BLOCKS.replace("mysql-bin.000004", "mysql-bin.000002"), 15, "exit point", "before the start");
        refuses(BLOCKS.replace(":1-4720", ":1-4710"), 15, "exit point", "before the start");
        refuses(BLOCKS.replaceFirst("(?s)\\tGTID:[^\\n]*:1-4720.*?\\n\\n", "\n"), 15, "exit point", "before the start");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new DumpMetadata(
                        Location.at(BinlogPosition.parse("a.2:4")),
                        Optional.of(Location.at(BinlogPosition.parse("a.1:5")))))
                .withMessageContaining("before the start");
    }

    @Test
    void showsTheBeginningOfALongLineOnly() {
        final String message = failureOf("x\u2028\u0085\t".repeat(1000)).getMessage();
        assertThat(message).hasSizeLessThan(400);
        assertThat(message.lines()).hasSize(1);
    }

    private static void refuses(final String text, final int line, final String found, final String expected) {
        final DumpMetadataException failure = failureOf(text);
        assertThat(failure.getMessage())
                .startsWith("dump/metadata" + (line == 0 ? ": " : ", line " + line + ": "))
                .contains(found)
                .contains(expected);
        assertThat(failure.getMessage().lines()).hasSize(1);
        assertThat(failure.file()).isEqualTo("dump/metadata");
        assertThat(failure.line()).isEqualTo(line);
    }

    private static DumpMetadataException failureOf(final String text) {
        return catchThrowableOfType(DumpMetadataException.class, () -> DumpMetadata.parse(text, "dump/metadata"));
    }

    private static String failureOf(final Path file) {
        final DumpMetadataException failure =
                catchThrowableOfType(DumpMetadataException.class, () -> DumpMetadata.read(file));
        assertThat(failure.getMessage()).startsWith(file.toString());
        return failure.getMessage();
    }
}
