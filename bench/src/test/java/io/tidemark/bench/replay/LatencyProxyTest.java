// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LatencyProxyTest {
    private static final Duration ADDED = Duration.ofMillis(10);

    private ServerSocket listening;
    private LatencyProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = LatencyProxy.before(behind(), ADDED);
        client = new Socket(proxy.server().host(), proxy.server().port());
        server = listening.accept();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        client.close();
        server.close();
        listening.close();
    }

    @Test
    void bytesArriveUnchangedAndInOrderBothWays() throws Exception {
        final byte[] there = random(1);
        final byte[] back = random(2);
        final CompletableFuture<Void> sentThere = CompletableFuture.runAsync(() -> sendInPieces(client, there, 3));
        final CompletableFuture<Void> sentBack = CompletableFuture.runAsync(() -> sendInPieces(server, back, 4));
        final CompletableFuture<byte[]> arrivedBack = CompletableFuture.supplyAsync(() -> read(client, back.length));

        assertThat(read(server, there.length)).isEqualTo(there);
        assertThat(arrivedBack.get()).isEqualTo(back);
        CompletableFuture.allOf(sentThere, sentBack).get();
    }

    @Test
    void eachRoundTripTakesAtLeastWhatIsAdded() throws IOException {
        final int trips = 20;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        final long start = System.nanoTime();
        for (int i = 0; i < trips; i++) {
            client.getOutputStream().write(i);
            server.getOutputStream().write(server.getInputStream().read());
            assertThat(client.getInputStream().read()).isEqualTo(i);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ADDED.multipliedBy(trips));
    }

    /** Hundreds of chunks, half a second each: one after the other they would run into the time limit. */
    @Test
    void manyAreOnTheirWayAtOnce() throws Exception {
        final byte[] bytes = new byte[40_000_000];
        new Random(1).nextBytes(bytes);
        try (LatencyProxy slow = LatencyProxy.before(behind(), Duration.ofSeconds(1));
                Socket from = new Socket(slow.server().host(), slow.server().port());
                Socket to = listening.accept()) {
            final CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendInPieces(from, bytes, 2));

            assertThat(read(to, bytes.length)).isEqualTo(bytes);
            sent.get();
        }
    }

    @Test
    void endOfOneWayLeavesTheOtherOpen() throws IOException {
        client.getOutputStream().write(1);
        client.shutdownOutput();

        assertThat(server.getInputStream().read()).isEqualTo(1);
        assertThat(server.getInputStream().read()).isEqualTo(-1);
        server.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
        server.close();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void brokenConnectionBreaksTheOtherSide() throws IOException {
        // closes by a reset
        server.setSoLinger(true, 0);
        server.close();

        assertThat(endsOf(client)).isTrue();
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void closeEndsBothSides() throws IOException {
        proxy.close();

        assertThat(endsOf(client)).isTrue();
        assertThat(endsOf(server)).isTrue();
        assertThat(proxy.connections()).isZero();
        await().untilAsserted(() -> assertThatThrownBy(
                        () -> new Socket(proxy.server().host(), proxy.server().port()).close())
                .isInstanceOf(IOException.class));
    }

    @Test
    void clientOfAServerThatIsNotThereIsHungUpOn() throws IOException {
        listening.close();
        try (Socket another = new Socket(proxy.server().host(), proxy.server().port())) {
            assertThat(endsOf(another)).isTrue();
        }
    }

    @Test
    void keepsTheAccount() {
        assertThat(proxy.server().user()).isEqualTo("someone");
        assertThatThrownBy(() -> LatencyProxy.before(proxy.server(), Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Server behind() {
        return new Server(listening.getInetAddress().getHostAddress(), listening.getLocalPort(), "someone", "");
    }

    private static byte[] random(final long seed) {
        final byte[] bytes = new byte[3_000_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void sendInPieces(final Socket socket, final byte[] bytes, final long seed) {
        final Random random = new Random(seed);
        try {
            final OutputStream out = socket.getOutputStream();
            int sent = 0;
            while (sent < bytes.length) {
                final int next = Math.min(1 + random.nextInt(100_000), bytes.length - sent);
                out.write(bytes, sent, next);
                sent += next;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(final Socket socket, final int length) {
        try {
            return socket.getInputStream().readNBytes(length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether nothing more comes, in good order or by a reset. */
    private static boolean endsOf(final Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
