// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.verify.VerifyOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class VerifyCommandTest {
    @TempDir
    private Path directory;

    private final List<VerifyOptions> asked = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final StringWriter err = new StringWriter();
    private final Surroundings surroundings =
            new Surroundings(new PrintWriter(new StringWriter()), new PrintWriter(err), Map.of(), false);
    private String task;

    @BeforeEach
    void writeTaskFile() throws Exception {
        task = Files.writeString(directory.resolve("task.yaml"), """
                        name: orders
                        target-database: {host: down, port: 4000, user: writer}
                        mysql-instances:
                          - source-id: shop-1
                            from: {host: up, port: 3306, user: reader}
                        """).toString();
    }

    private int execute(final int result, final String... arguments) {
        final VerifyAction recording = (verified, options) -> {
            tasks.add(verified);
            asked.add(options);
            return result;
        };
        return new CommandLine(new VerifyCommand(recording, surroundings))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void comparesATaskWithDefaults() {
        assertThat(execute(0, task)).isZero();
        assertThat(tasks).singleElement().extracting(Task::name).isEqualTo("orders");
        assertThat(asked)
                .containsExactly(new VerifyOptions(
                        List.of(), 10_000, 2, 0, 20, Duration.ofSeconds(90), Optional.empty(), false, false));
    }

    @Test
    void comparesATaskWithEveryOption() {
        final int code = execute(
                1,
                "--tables=shop.*,crm.user_?",
                "--chunk-rows=500",
                "--threads=8",
                "--max-rows-per-second=1000",
                "--show=3",
                "--patience=500ms",
                "--state=progress.json",
                "--json",
                task);

        assertThat(code).isEqualTo(1);
        assertThat(asked)
                .containsExactly(new VerifyOptions(
                        List.of("shop.*", "crm.user_?"),
                        500,
                        8,
                        1_000,
                        3,
                        Duration.ofMillis(500),
                        Optional.of(Path.of("progress.json")),
                        true,
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "--chunk-rows=0, is not 1 to 1000000",
        "--threads=65, is not 1 to 64",
        "--max-rows-per-second=-1, is not 0 to 2147483647",
        "--show=x, is not an int",
        "--patience=soon, soon",
    })
    void saysWhichOptionIsWrong(final String option, final String problem) {
        assertThat(execute(0, task, option)).isEqualTo(2);
        assertThat(err.toString()).contains(problem);
        assertThat(asked).isEmpty();
    }
}
