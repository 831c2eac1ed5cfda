// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the repository's root, in a copy of the repository's shape, with a java and a mvn that only report. */
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo 'openjdk version "%s" 2025-04-15' >&2
                exit 0
            fi
            echo "java process $$"
            for argument; do
                echo "java argument $argument"
            done
            exit 7
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo "mvn speaks" >&2
            root=$(dirname "$4")
            echo "$*" >>"$root/mvn.log"
            mkdir -p "$root/$6/target/lib"
            exit %d
            """;

    @TempDir
    private Path directory;

    private Path root;
    private Path bin;
    private Path launcher;
    private Path javaHome;

    private record Ended(long process, int code, List<String> out, List<String> err) {}

    @BeforeEach
    void layOut() throws IOException {
        root = directory.resolve("a house");
        bin = Files.createDirectories(directory.resolve("bin"));
        javaHome = directory.resolve("java home");
        for (final String module : List.of("core", "pipeline", "syncer", "bench")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        launcher = Files.copy(Path.of("..", "tidemark"), root.resolve("tidemark"));
        program(bin.resolve("java"), JAVA.formatted("17.0.15"));
        program(bin.resolve("mvn"), MAVEN.formatted(0));
    }

    private static void program(final Path file, final String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended launch(final Path script, final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        builder.environment().remove("JAVA_HOME");
        if (Files.exists(javaHome)) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        final Process process = builder.start();
        final int code = process.waitFor();
        return new Ended(process.pid(), code, Files.readAllLines(out, UTF_8), Files.readAllLines(err, UTF_8));
    }

    private List<String> builds() throws IOException {
        final Path log = root.resolve("mvn.log");
        return Files.exists(log) ? Files.readAllLines(log, UTF_8) : List.of();
    }

    @Test
    void buildsQuietlyOnFirstUseAndNotAgain() throws Exception {
        assertThat(launch(launcher).err()).containsExactly("tidemark: building ... (first use, may take some minutes)");
        assertThat(builds()).singleElement().satisfies(arguments -> assertThat(arguments)
                .contains("-pl syncer -am package", "-Dspotless.check.skip=true", "-Dmaven.javadoc.skip=true"));

        assertThat(launch(launcher).err()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        launch(launcher);
        final Path source = Files.writeString(root.resolve("core/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(1, ChronoUnit.HOURS)));

        assertThat(launch(launcher).err()).containsExactly("tidemark: building ... (sources changed)");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void showsWhatMavenSaysOnlyIfTheBuildFails() throws Exception {
        program(bin.resolve("mvn"), MAVEN.formatted(1));

        final Ended ended = launch(launcher);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .containsExactly(
                        "tidemark: building ... (first use, may take some minutes)",
                        "mvn speaks",
                        "tidemark: the build failed, see above");
        assertThat(ended.out()).isEmpty();

        program(bin.resolve("mvn"), MAVEN.formatted(0));
        assertThat(launch(launcher).code()).isEqualTo(7);
        assertThat(builds()).hasSize(2);
    }

    @Test
    void becomesJavaSoThatSignalsAndExitCodesGoThrough() throws Exception {
        final Ended ended = launch(launcher, "run", "my task.yaml", "");

        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.out())
                .containsExactly(
                        "java process " + ended.process(),
                        "java argument -cp",
                        "java argument " + root.toRealPath() + "/syncer/target/classes:" + root.toRealPath()
                                + "/syncer/target/lib/*",
                        "java argument io.tidemark.syncer.cli.Tidemark",
                        "java argument run",
                        "java argument my task.yaml",
                        "java argument ");
    }

    @Test
    void benchIsAModuleOfItsOwnThatIsBuiltWhenItIsUsed() throws Exception {
        launch(launcher);

        final Ended ended = launch(launcher, "bench", "--rounds", "1");

        assertThat(builds()).hasSize(2).last().asString().contains("-pl bench -am package");
        assertThat(ended.out())
                .contains("java argument " + root.toRealPath() + "/bench/target/classes:" + root.toRealPath()
                        + "/bench/target/lib/*")
                .endsWith("java argument io.tidemark.bench.replay.Bench", "java argument --rounds", "java argument 1");

        final Path source = Files.writeString(root.resolve("bench/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(1, ChronoUnit.HOURS)));
        launch(launcher);
        assertThat(builds()).hasSize(2);
        launch(launcher, "bench");
        assertThat(builds()).hasSize(3);
    }

    @Test
    void findsItsHouseThroughSymbolicLinks() throws Exception {
        final Path link = Files.createSymbolicLink(bin.resolve("tm"), Path.of("..", "a house", "tidemark"));
        final Path second = Files.createSymbolicLink(directory.resolve("another tm"), link);

        assertThat(launch(second).out())
                .contains("java argument " + root.toRealPath() + "/syncer/target/classes:" + root.toRealPath()
                        + "/syncer/target/lib/*");
    }

    @Test
    void tellsJava25NotToWarn() throws Exception {
        program(bin.resolve("java"), JAVA.formatted("25"));

        assertThat(launch(launcher).out())
                .contains(
                        "java argument --enable-native-access=ALL-UNNAMED",
                        "java argument --sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void prefersJavaHome() throws Exception {
        program(javaHome.resolve("bin/java"), JAVA.formatted("21.0.1").replace("java process", "home process"));

        assertThat(launch(launcher).out()).anyMatch(line -> line.startsWith("home process"));
    }

    @Test
    void passesOverAJavaHomeThatIsTooOld() throws Exception {
        program(javaHome.resolve("bin/java"), JAVA.formatted("11.0.2"));
        program(bin.resolve("mvn"), MAVEN.formatted(0).replace("mvn speaks", "x") + "[ -z \"${JAVA_HOME-}\" ]\n");

        assertThat(launch(launcher).code()).isEqualTo(7);
    }

    @Test
    void saysSoIfThereIsNoJavaThatIsNewEnough() throws Exception {
        program(bin.resolve("java"), JAVA.formatted("1.8.0_392"));

        final Ended ended = launch(launcher);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .containsExactly("tidemark: needs Java 17 or newer, in JAVA_HOME or on the PATH; java is too old");
        assertThat(builds()).isEmpty();
    }
}
