// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssertAlternative;

/** Writes task files and reads them. */
final class TaskFileFixture {
    static final String MINIMAL = """
            name: orders
            target-database: {host: down, port: 4000, user: writer, password: s3cret-down}
            mysql-instances:
              - source-id: shop-1
                from: {host: up, port: 3306, user: reader, password: s3cret-up}
            """;

    private final Path file;
    private final Map<String, String> environment = new HashMap<>();

    TaskFileFixture(final Path directory) {
        file = directory.resolve("task.yaml");
    }

    TaskFileFixture environment(final String name, final String value) {
        environment.put(name, value);
        return this;
    }

    Task read(final String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return TaskFile.read(file, environment);
    }

    /** The fault, after the check that it is one line that begins with the file's name and holds no password. */
    ThrowableAssertAlternative<OperatorException> refused(final String yaml) {
        return Assertions.assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> read(yaml))
                .satisfies(fault -> Assertions.assertThat(fault.getMessage())
                        .startsWith(file.toString())
                        .doesNotContain("s3cret")
                        .doesNotContain("\n"));
    }

    /** As {@link #refused(String)}, with the whole message after the file's name. */
    void refused(final String yaml, final String message) {
        refused(yaml).withMessage(file + ":" + message);
    }
}
