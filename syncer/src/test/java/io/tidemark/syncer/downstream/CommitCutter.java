package io.tidemark.syncer.downstream;

import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server, and cuts the connection after the server has done a commit and before the client
 * hears of it: no other way leads to a commit whose outcome the client can't know.
 */
final class CommitCutter implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicBoolean armedBefore = new AtomicBoolean();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Server server;

    CommitCutter(final Server server) throws IOException {
        this.server = server;
        start(this::accept);
    }

    /** The server, reached through this. */
    Server server() {
        return new Server("127.0.0.1", listener.getLocalPort(), server.user(), server.password());
    }

    void cutNextCommit() {
        armed.set(true);
    }

    /** The server never hears of the next commit. */
    void loseNextCommit() {
        armedBefore.set(true);
    }

    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            final Socket client = listener.accept();
            final Socket target = new Socket(InetAddress.getLoopbackAddress(), server.port());
            final AtomicBoolean cut = new AtomicBoolean();
            start(() -> relay(client, target, cut, true));
            start(() -> relay(target, client, cut, false));
        }
    }

    private void relay(final Socket from, final Socket to, final AtomicBoolean cut, final boolean fromClient)
            throws IOException {
        final byte[] buffer = new byte[65_536];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                final String sent = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (fromClient && sent.contains("COMMIT") && armed.compareAndSet(true, false)) {
                    cut.set(true);
                }
                if (fromClient && sent.contains("COMMIT") && armedBefore.compareAndSet(true, false)) {
                    cuts.incrementAndGet();
                    return;
                }
                if (!fromClient && cut.get()) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static void start(final Step step) {
        final Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (final IOException e) {
                // a socket was closed: the connection, or the test, is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Step {
        void run() throws IOException;
    }
}
