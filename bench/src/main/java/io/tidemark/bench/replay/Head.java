// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.syncer.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where, when and how results came about.
 *
 * @param date     when the comparison began, in UTC.
 * @param command  what was typed.
 * @param machine  the processor's name.
 * @param cores    how many there are.
 * @param memoryMb of the machine.
 * @param system   the operating system.
 * @param java     the Java that ran Tidemark.
 * @param database the version of both servers.
 * @param upstream what the upstream was started with.
 * @param downstream what each downstream was started with.
 * @param appliers how Tidemark was run.
 */
record Head(
        String date,
        String command,
        String machine,
        int cores,
        long memoryMb,
        String system,
        String java,
        String database,
        String upstream,
        String downstream,
        String appliers) {
    private static final long KB_PER_MB = 1024;

    static Head of(final List<String> arguments, final EmbeddedServer server) throws SQLException, IOException {
        return new Head(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "./tidemark bench " + String.join(" ", arguments),
                line("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / KB_PER_MB,
                System.getProperty("os.name")
                        + ' '
                        + System.getProperty("os.version")
                        + ' '
                        + System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"),
                version(server),
                "row binlog, full images and metadata, innodb_flush_log_at_trx_commit=2",
                String.join(" ", Downstreams.OPTIONS.arguments()),
                "a process for each contender, kept warm, heap of " + Contenders.HEAP + " (raw: " + Contenders.RAW_HEAP
                        + "); flush interval " + ApplierMode.FLUSH_INTERVAL.toMillis() + " ms");
    }

    /** Prints it as Markdown. */
    void print(final PrintWriter out) {
        out.println();
        out.println("- " + date + ", `" + command + '`');
        out.println("- " + machine + ", " + cores + " cores, " + memoryMb + " MB; " + system + "; Java " + java);
        out.println("- upstream: " + database + ", " + upstream);
        out.println("- downstreams: `" + downstream + '`');
        out.println("- Tidemark: " + appliers);
        out.flush();
    }

    private static String version(final EmbeddedServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement sql = connection.createStatement();
                ResultSet version = sql.executeQuery("SELECT VERSION()")) {
            version.next();
            return version.getString(1);
        }
    }

    /** What the first line says that begins with a word. */
    private static String line(final String file, final String word) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }
}
