// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.syncer.task.Server;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link LatencyProxy}: two sockets, and a {@link DelayLine} each way. */
final class ProxiedConnection {
    private static final int WAYS = 2;
    /** SYN, SYN and ACK, ACK: the server learns of the connection with the third. */
    private static final int WAYS_OF_A_HANDSHAKE = 3;

    private final Socket client;
    private final Socket server = new Socket();
    private final Server behind;
    private final long oneWayNanos;
    private final Consumer<ProxiedConnection> whenEnded;
    private final AtomicInteger waysOpen = new AtomicInteger(WAYS);
    private final long acceptedNanos = System.nanoTime();

    /**
     * @param client      who has connected.
     * @param behind      whom to connect to.
     * @param oneWayNanos how long bytes are on their way.
     * @param whenEnded   told by any thread, once or more often, that both sockets are closed.
     */
    ProxiedConnection(
            final Socket client,
            final Server behind,
            final long oneWayNanos,
            final Consumer<ProxiedConnection> whenEnded) {
        this.client = client;
        this.behind = behind;
        this.oneWayNanos = oneWayNanos;
        this.whenEnded = whenEnded;
    }

    /** Connects to the server and forwards, on threads of its own. */
    void start() {
        thread("open", this::open);
    }

    /** Closes both sockets; what is on its way is lost. May be called again, by any thread. */
    void close() {
        closeQuietly(client);
        closeQuietly(server);
        whenEnded.accept(this);
    }

    /** A way has brought its end across: the sockets close with the second one. */
    void wayEnded() {
        if (waysOpen.decrementAndGet() == 0) {
            close();
        }
    }

    private void open() {
        DelayLine.awaitNanos(acceptedNanos + WAYS_OF_A_HANDSHAKE * oneWayNanos);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(behind.host(), behind.port()));
        } catch (IOException e) {
            // the client sees its connection end, as if the server had hung up
            close();
            return;
        }
        forward("there", client, server);
        forward("back", server, client);
    }

    private void forward(final String name, final Socket from, final Socket to) {
        final DelayLine line = new DelayLine(this, from, to, oneWayNanos);
        thread(name + "-in", line::receive);
        thread(name + "-out", line::deliver);
    }

    private void thread(final String name, final Runnable work) {
        final Thread thread = new Thread(work, "latency-" + client.getPort() + '-' + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes a socket of which nothing is wanted any more, so that an error in closing it means nothing. */
    static void closeQuietly(final Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone
        }
    }
}
