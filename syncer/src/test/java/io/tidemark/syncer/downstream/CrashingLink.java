package io.tidemark.syncer.downstream;

import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Stands between a client and a server, and ends the client's world at a given statement, as the client's crash would:
 * all connections are cut, and no other is made. The statement either never reaches the server, or is done by it.
 */
final class CrashingLink implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Server server;
    private final Predicate<String> statement;
    private final boolean done;
    private volatile boolean crashed;

    /**
     * A link that is up.
     *
     * @param statement tells the statement that ends it by what is sent, whose end is the statement.
     * @param done      whether the server still does that statement.
     */
    CrashingLink(final Server server, final Predicate<String> statement, final boolean done) throws IOException {
        this.server = server;
        this.statement = statement;
        this.done = done;
        start(this::accept);
    }

    Server server() {
        return new Server("127.0.0.1", listener.getLocalPort(), server.user(), server.password());
    }

    boolean hasCrashed() {
        return crashed;
    }

    @Override
    public void close() throws IOException {
        crash();
    }

    /** Ends the client's world now. */
    void crash() throws IOException {
        crashed = true;
        listener.close();
        for (final Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            final Socket client = listener.accept();
            final Socket target = new Socket(InetAddress.getLoopbackAddress(), server.port());
            open.add(client);
            open.add(target);
            final boolean[] reached = new boolean[1];
            start(() -> relay(client, target, reached, true));
            start(() -> relay(target, client, reached, false));
        }
    }

    /** The flag is written before the server can answer, and read after it has. */
    private void relay(final Socket from, final Socket to, final boolean[] reached, final boolean fromClient)
            throws IOException {
        final byte[] buffer = new byte[65_536];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fromClient && statement.test(new String(buffer, 0, read, StandardCharsets.UTF_8))) {
                    if (!done) {
                        crash();
                        return;
                    }
                    synchronized (reached) {
                        reached[0] = true;
                    }
                }
                synchronized (reached) {
                    if (!fromClient && reached[0]) {
                        crash();
                        return;
                    }
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
