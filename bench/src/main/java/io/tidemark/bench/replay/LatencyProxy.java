// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a server and adds to each round trip: half on the way there, half on the way back. Whatever is sent is
 * on its way at once, however much there already is, so bandwidth is not limited and who sends without waiting for
 * answers waits once. A connection costs one and a half round trips until the server sees it, as the network's
 * handshake does.
 *
 * <p>The delay is at least what was asked for. On top comes about a tenth of a millisecond a round trip, in which the
 * proxy's threads wake up; so compare with a proxy that adds nothing rather than with the server itself.
 *
 * <p>Threads may share it.
 */
final class LatencyProxy implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final Server behind;
    private final long oneWayNanos;
    private final ServerSocket door;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private LatencyProxy(final Server behind, final Duration added, final ServerSocket door) {
        this.behind = behind;
        oneWayNanos = added.toNanos() / 2;
        this.door = door;
    }

    /**
     * Opens a proxy on a free port of loopback.
     *
     * @param server what is behind it; it need not run yet.
     * @param added  what each round trip takes longer; not negative, zero is allowed.
     * @return the proxy; the caller closes it.
     * @throws OperatorException if no port can be had.
     */
    static LatencyProxy before(final Server server, final Duration added) {
        requireNonNull(server, "server");
        if (added.isNegative()) {
            throw new IllegalArgumentException("a round trip cannot take " + added + " longer");
        }
        final ServerSocket door;
        try {
            door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new OperatorException("cannot listen on a free port of loopback: " + e.getMessage(), e);
        }
        final LatencyProxy proxy = new LatencyProxy(server, added, door);
        final Thread thread = new Thread(proxy::accept, "latency-" + door.getLocalPort());
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    /** @return how to reach the server through the proxy: as before, at another address. */
    Server server() {
        return new Server(
                door.getInetAddress().getHostAddress(),
                door.getLocalPort(),
                behind.user(),
                behind.password(),
                behind.tls());
    }

    /** @return how many connections are open, those included that still wait for the server. */
    int connections() {
        return connections.size();
    }

    /** Closes the port and all connections. May be called again. */
    @Override
    public void close() {
        ProxiedConnection.closeQuietly(door);
        connections.forEach(ProxiedConnection::close);
    }

    private void accept() {
        try {
            while (true) {
                final Socket client = door.accept();
                final ProxiedConnection connection =
                        new ProxiedConnection(client, behind, oneWayNanos, connections::remove);
                connections.add(connection);
                connection.start();
                if (door.isClosed()) {
                    // close() may not have seen it
                    connection.close();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }
}
