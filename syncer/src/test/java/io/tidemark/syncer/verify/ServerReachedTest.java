// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ServerReachedTest {
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotWaitForAServerThatSaysNothing() throws IOException {
        // connections are taken by the system, and nobody answers them
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            final Server server =
                    new Server(silent.getInetAddress().getHostAddress(), silent.getLocalPort(), "reader", "s3cret");

            assertThatExceptionOfType(OperatorException.class)
                    .isThrownBy(new ServerReached("upstream", server, Duration.ofMillis(300))::connect)
                    .withMessageStartingWith("can't connect to upstream reader@127.0.0.1:")
                    .withMessageContaining("check host, port, user and password")
                    .withMessageNotContainingAny("s3cret", "\n");
        }
    }
}
