// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusedDataTest {
    @TempDir
    private Path directory;

    @Test
    void areLaidOnceAndCopiedWhole() throws IOException {
        UnusedData.in(directory, UnusedDataTest::lay);
        final UnusedData data = UnusedData.in(directory, laid -> {
            throw new AssertionError("laid again");
        });

        final Path copy = directory.resolve("copy");
        data.copyTo(copy);
        Files.writeString(copy.resolve("schema/table"), "other rows");
        final Path another = directory.resolve("another");
        data.copyTo(another);

        assertThat(names(another)).containsExactly("", "log", "schema", "schema/table", "tmp");
        assertThat(another.resolve("schema/table")).hasContent("rows");
        assertThat(Files.getPosixFilePermissions(another.resolve("schema/table")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(names(directory)).contains("unused-data").noneMatch(name -> name.matches("unused-data[0-9].*"));
    }

    @Test
    void areNotThereUntilTheyAreComplete() throws IOException {
        assertThatThrownBy(() -> UnusedData.in(directory, data -> {
                    lay(data);
                    assertThat(directory.resolve("unused-data")).doesNotExist();
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(names(directory)).containsExactly("");

        UnusedData.in(directory, UnusedDataTest::lay).copyTo(directory.resolve("copy"));

        assertThat(directory.resolve("copy/schema/table")).hasContent("rows");
    }

    @Test
    void areLaidBesideWhatAKilledProcessLeft() throws IOException {
        final Path[] killed = new Path[1];
        assertThatThrownBy(() -> UnusedData.in(directory, data -> {
                    killed[0] = data;
                    throw new IOException("killed");
                }))
                .hasMessage("killed");
        lay(Files.createDirectories(killed[0].getParent()).resolve("data"));

        UnusedData.in(directory, data -> {
            assertThat(data).isNotEqualTo(killed[0]).doesNotExist();
            lay(data);
            Files.writeString(killed[0].resolve("log"), "a late line");
        });

        assertThat(directory.resolve("unused-data/log")).isEmptyFile();
    }

    private static void lay(final Path data) throws IOException {
        Files.createDirectories(data.resolve("schema"));
        Files.createDirectory(data.resolve("tmp"));
        Files.createFile(data.resolve("log"));
        Files.createFile(
                data.resolve("schema/table"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        Files.writeString(data.resolve("schema/table"), "rows");
    }

    private static List<String> names(final Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(path -> root.relativize(path).toString()).sorted().toList();
        }
    }
}
