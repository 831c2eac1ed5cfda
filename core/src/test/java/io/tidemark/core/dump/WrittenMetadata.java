// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random metadata, and the file that a tool would write for it. */
record WrittenMetadata(DumpMetadata metadata, String text) {
    private static final List<List<String>> STREAMS = List.of(
            List.of("", ""),
            List.of("0-1-7", "0-1-7,1-2-18446744073709551615"),
            List.of("0-1-7331", "0-1-7332"),
            List.of("0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-10", "0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-10"),
            List.of(
                    "0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-10:12-19:tag_1:5,3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-9",
                    "0c9f1f6e-52a1-11ee-9a34-0242ac110002:1-19:tag_1:5-8,3d2bb0b7-52a1-11ee-8f0e-0242ac110003:1-19"));

    /** As the versions of mydumper write them: file, position, GTIDs. */
    private static final List<String> SECTIONS = List.of("""
            [master]
            File = %1$s
            Position = %2$d
            Executed_Gtid_Set = %3$s
            """, """
            [source]
            file='%1$s'
            position='%2$d'
            executed_gtid_set='%3$s'
            SOURCE_SSL = 1
            """, """
            [source]
            # executed_gtid_set = "%3$s"
            # SOURCE_LOG_FILE = "%1$s"
            # SOURCE_LOG_POS = %2$d
            """, """
            [source]
            # SOURCE_LOG_FILE = "%1$s"
            # SOURCE_LOG_POS = %2$d
            #SOURCE_PORT =
            SOURCE_LOG_FILE = "%1$s"
            SOURCE_LOG_POS = %2$d
            executed_gtid_set = "%3$s"
            #SOURCE_AUTO_POSITION = {0|1}
            """);

    static Arbitrary<WrittenMetadata> any() {
        return Arbitraries.oneOf(blocks(), sections());
    }

    static Arbitrary<WrittenMetadata> blocks() {
        return Combinators.combine(
                        anyMetadata(true),
                        Arbitraries.of("MASTER", "BINARY LOG"),
                        Arbitraries.of(0, 1, 3),
                        wraps(),
                        Arbitraries.of("\n", "\r\n", " \t\n"))
                .as((metadata, statement, replicas, wrap, end) -> new WrittenMetadata(
                        metadata, blocks(metadata, statement, replicas, wrap).replace("\n", end)));
    }

    static Arbitrary<WrittenMetadata> sections() {
        return Combinators.combine(
                        anyMetadata(false),
                        Arbitraries.of(SECTIONS),
                        wraps(),
                        Arbitraries.of(
                                "", "\n[replication]\nFile = x.000001\nPosition = 5\nExecuted_Gtid_Set = 9-9-9\n"),
                        Arbitraries.of("\n", "\r\n", " \t\n"))
                .as((metadata, section, wrap, replica, end) -> new WrittenMetadata(
                        metadata,
                        ("# Started dump at: 2023-08-15 19:37:02\n[config]\nquote-character = BACKTICK\n\n"
                                        + section.formatted(
                                                metadata.start().position().file(),
                                                metadata.start().position().offset(),
                                                gtids(metadata.start(), wrap))
                                        + replica
                                        + "\n[`a`.`master`]\nrows = 5\n# Finished dump at: 2023-08-15 19:38:00\n")
                                .replace("\n", end)));
    }

    private static String blocks(
            final DumpMetadata metadata, final String statement, final int replicas, final String wrap) {
        return "Started dump at: 2024-03-05 08:15:42\n"
                + block("SHOW " + statement + " STATUS:", metadata.start(), wrap)
                + "SHOW SLAVE STATUS:\n\tHost: h\n\tLog: x.000001\n\tPos: 5\n\tGTID:9-9-9,\n9-9-8\n\n".repeat(replicas)
                + metadata.safeModeExit()
                        .map(exit -> block(
                                "SHOW " + statement + " STATUS: /* AFTER CONNECTION POOL ESTABLISHED */", exit, wrap))
                        .orElse("")
                + "Finished dump at: 2024-03-05 08:16:01\n";
    }

    private static String block(final String header, final Location location, final String wrap) {
        return header + "\n\tLog: " + location.position().file() + "\n\tPos: "
                + location.position().offset() + "\n\tGTID:" + gtids(location, wrap) + "\n\n";
    }

    private static String gtids(final Location location, final String wrap) {
        return location.gtids().toString().replace(",", wrap);
    }

    private static Arbitrary<String> wraps() {
        return Arbitraries.of(",", ",\n", ", \n\t");
    }

    private static Arbitrary<DumpMetadata> anyMetadata(final boolean withExit) {
        return Combinators.combine(
                        Arbitraries.of("mysql-bin", "ON", "my bin-é", "mysql-bin|000002"),
                        Arbitraries.integers().between(1, 1_000_001),
                        Arbitraries.longs().between(4, 4_294_967_290L),
                        Arbitraries.of(STREAMS),
                        Arbitraries.of(withExit ? List.of(-1, 0, 1, 5) : List.of(-1)))
                .as((base, number, offset, stream, step) -> {
                    final String file = "%s.%06d".formatted(base, number);
                    final Location start = Location.at(new BinlogPosition(file, offset), GtidSet.parse(stream.get(0)));
                    final Location exit =
                            Location.at(new BinlogPosition(file, offset + step), GtidSet.parse(stream.get(1)));
                    return new DumpMetadata(start, step < 0 ? Optional.empty() : Optional.of(exit));
                });
    }
}
