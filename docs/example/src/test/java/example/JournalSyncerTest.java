// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSyncerTest {
    @TempDir
    private Path place;

    private final Map<String, String> model = new HashMap<>();
    private final Random random = new Random(1);
    private Path journal;
    private Path directory;

    @BeforeEach
    void nothingIsThereYet() throws IOException {
        journal = Files.createFile(place.resolve("journal.000001"));
        directory = place.resolve("values");
    }

    @Test
    void endsWithTheLastValueOfEachKey() throws Exception {
        append(300, "commit\n");

        assertThat(new JournalSyncer(journal, directory).run()).isEqualTo(300);
        assertThat(values()).isEqualTo(model);
    }

    @Test
    void goesOnWhereItEnded() throws Exception {
        append(100, "commit\n");
        new JournalSyncer(journal, directory).run();
        append(50, "commit\n");

        assertThat(new JournalSyncer(journal, directory).run()).isEqualTo(50);
        assertThat(values()).isEqualTo(model);
    }

    @Test
    void waitsForTheEndOfATransaction() throws Exception {
        append(10, "");

        assertThat(new JournalSyncer(journal, directory).run()).isZero();
        append(0, "commit\n");
        assertThat(new JournalSyncer(journal, directory).run()).isEqualTo(10);
        assertThat(values()).isEqualTo(model);
    }

    private void append(final int changes, final String end) throws IOException {
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < changes; i++) {
            final String key = "key" + random.nextInt(20);
            final String value = "värde=" + random.nextInt();
            lines.append(key).append('=').append(value).append('\n');
            model.put(key, value);
        }
        Files.writeString(journal, lines + end, StandardOpenOption.APPEND);
    }

    private Map<String, String> values() throws IOException {
        final Map<String, String> values = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                values.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return values;
    }
}
