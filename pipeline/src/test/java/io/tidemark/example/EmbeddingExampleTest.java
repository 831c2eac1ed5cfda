// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.InMemoryCheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmbeddingExampleTest {
    @Test
    void appliesEverythingAndARestartRepeatsNothing() throws Exception {
        final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
        final EmbeddingExample example = new EmbeddingExample();
        example.replicate(store);
        assertThat(example.sink).isEqualTo(Map.of(1L, "Ada", 2L, "Barbara"));
        assertThat(store.load().global().orElseThrow().location())
                .isEqualTo(Location.at(new BinlogPosition("binlog.000001", 240)));

        final EmbeddingExample again = new EmbeddingExample();
        again.replicate(store);
        assertThat(again.sink).isEmpty();
    }

    @Test
    void readmeShowsThisVeryCode() throws IOException {
        final Path module = Path.of("").toAbsolutePath();
        final String source =
                Files.readString(module.resolve("src/test/java/io/tidemark/example/EmbeddingExample.java"));
        final String shown = source.substring(
                        source.indexOf("// [README]\n") + "// [README]\n".length(),
                        source.indexOf("        // [/README]"))
                .lines()
                .map(line -> line.isEmpty() ? line : line.substring(8))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(Files.readString(module.resolveSibling("README.md"))).contains("```java\n" + shown + "```");
    }
}
