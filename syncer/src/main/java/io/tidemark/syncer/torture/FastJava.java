// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.syncer.demo.ReplicationProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Switches that let a Java process start in less time: only the first compiler, and an archive of the classes that an
 * earlier process had loaded. Java archives classes of jars only, so directories of the class path are made into jars.
 */
final class FastJava {
    private static final List<String> ALWAYS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private final String classPath;
    private final Path archive;

    private FastJava(final String classPath, final Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** Prepares in a directory, which stays as long as processes are started. */
    static FastJava in(final Path directory) throws IOException {
        final List<String> jars = new ArrayList<>();
        for (final String entry : List.of(ReplicationProcess.classPath().split(File.pathSeparator, -1))) {
            final Path path = Path.of(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry);
            if (entry.endsWith("*")) {
                try (Stream<Path> found = Files.list(path)) {
                    found.map(Path::toString)
                            .filter(name -> name.endsWith(".jar"))
                            .sorted()
                            .forEach(jars::add);
                }
            } else if (Files.isDirectory(path)) {
                jars.add(jar(path, directory.resolve("classes-" + jars.size() + ".jar"))
                        .toString());
            } else {
                jars.add(entry);
            }
        }
        return new FastJava(String.join(File.pathSeparator, jars), directory.resolve("classes.jsa"));
    }

    private static Path jar(final Path classes, final Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes);
                OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    /** For the first process: when it ends by itself, what it has loaded is archived. */
    List<String> archiving() {
        return switches("-XX:ArchiveClassesAtExit=" + archive);
    }

    /** For all others. Without an archive they start all the same. */
    List<String> archived() {
        return switches("-XX:SharedArchiveFile=" + archive);
    }

    private List<String> switches(final String sharing) {
        final List<String> switches = new ArrayList<>(ALWAYS);
        // its remarks would go to the standard output, which is the status's
        switches.addAll(List.of("-Xlog:disable", "-Xshare:auto", sharing, "-cp", classPath));
        return switches;
    }
}
