// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.task.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever listens where the task should. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndpointClientTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"})
    void doesNotWaitForAnAnswerThatNeverEnds(final String said) throws IOException, InterruptedException {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            final CompletableFuture<Socket> caller = CompletableFuture.supplyAsync(() -> {
                try {
                    final Socket accepted = listening.accept();
                    accepted.getInputStream().read();
                    accepted.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                    accepted.getOutputStream().flush();
                    return accepted;
                } catch (final IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            final HttpSettings settings = new HttpSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()),
                    Optional.empty());

            assertThat(new EndpointClient(settings, PATIENCE).status("orders", "shop-1"))
                    .isEmpty();
            caller.orTimeout(30, TimeUnit.SECONDS).join().close();
        }
    }

    @Test
    void findsNobodyWhereNobodyListens() throws IOException, InterruptedException {
        final int free;
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            free = listening.getLocalPort();
        }
        final HttpSettings settings =
                new HttpSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), free), Optional.empty());

        assertThat(new EndpointClient(settings).change("pause")).isFalse();
    }
}
