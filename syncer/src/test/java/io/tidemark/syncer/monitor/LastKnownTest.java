// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.task.TaskFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LastKnownTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotWaitForADownstreamThatSaysNothing() throws IOException {
        // connections are taken by the system, and nobody answers them
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            final Path file = Files.writeString(directory.resolve("task.yaml"), """
                            name: orders
                            target-database: {host: 127.0.0.1, port: %d, user: writer}
                            mysql-instances:
                              - source-id: shop-1
                                from: {host: up, port: 3306, user: reader}
                            """.formatted(silent.getLocalPort()));
            final Task task = TaskFile.read(file, Map.of());

            assertThatExceptionOfType(OperatorException.class)
                    .isThrownBy(() -> LastKnown.read(task, Duration.ofMillis(300)))
                    .withMessageContaining("can't be reached");
        }
    }
}
