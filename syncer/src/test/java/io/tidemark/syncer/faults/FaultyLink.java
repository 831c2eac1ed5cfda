// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.faults;

import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Stands between clients and a server, and does what networks do: it is slow, falls silent, cuts connections, lets nobody
 * through. It can also strike at a certain statement or byte: no other way leads, for instance, to a commit whose outcome
 * the client can't know.
 *
 * <p>Any thread.
 */
public final class FaultyLink implements AutoCloseable {
    private static final long POLL_NS = Duration.ofMillis(5).toNanos();

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Strike> armed = new AtomicReference<>();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger strikes = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong roundTrips = new AtomicLong();
    private final Server server;
    private volatile long delayNs;
    private volatile boolean silent;
    private volatile boolean down;

    /** When a strike comes. */
    public enum Moment {
        /** The server has not heard of the statement. */
        BEFORE,
        /** The server has been told, and may be doing it. */
        DURING,
        /** The server has done it, and the client has not heard of it. */
        AFTER
    }

    /** What happens at a strike: to this link, or to the server. */
    @FunctionalInterface
    public interface Blow {
        /** Falls, on the thread that relays. */
        void fall();
    }

    private record Strike(Predicate<String> statement, Moment moment, Blow blow) {}

    /**
     * A link that works.
     *
     * @param server what it leads to.
     * @throws IOException if there is no port to listen on.
     */
    public FaultyLink(final Server server) throws IOException {
        this.server = server;
        start(this::accept);
    }

    /** @return the server, reached through this. */
    public Server server() {
        return new Server("127.0.0.1", listener.getLocalPort(), server.user(), server.password());
    }

    /**
     * Strikes once.
     *
     * @param statement tells the statement by what is sent, whose end it is.
     * @param moment    before or after it.
     * @param blow      what happens.
     */
    public void strikeAt(final Predicate<String> statement, final Moment moment, final Blow blow) {
        armed.set(new Strike(statement, moment, blow));
    }

    /**
     * Cuts all connections once the server has sent so much more.
     *
     * @param bytes how much.
     */
    public void cutAfter(final long bytes) {
        bytesLeft.set(bytes);
    }

    /** @return how often it struck. */
    public int strikes() {
        return strikes.get();
    }

    /** @return how often a client has said something after it had heard the server out. */
    public long roundTrips() {
        return roundTrips.get();
    }

    /**
     * Lets each piece wait.
     *
     * @param delay how long; zero ends it.
     */
    public void delay(final Duration delay) {
        delayNs = delay.toNanos();
    }

    /** Half-open: both ends keep the connections that there are, and nothing comes through; new ones work. */
    public void forgetConnections() {
        forgotten.addAll(open);
    }

    /** Connections stay and new ones are made, but nothing comes through for now. */
    public void fallSilent() {
        silent = true;
    }

    /** Ends a silence; what was held back comes through. */
    public void speakAgain() {
        silent = false;
    }

    /** Resets all connections; new ones are made. */
    public void cut() {
        for (final Socket socket : open) {
            reset(socket);
        }
        open.clear();
    }

    /** Resets all connections; no new one lives. */
    public void goDown() {
        down = true;
        cut();
    }

    /** Lets new connections live. */
    public void comeUp() {
        down = false;
    }

    /** @return whether it is down. */
    public boolean isDown() {
        return down;
    }

    /** @return how many connections found it down. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() throws IOException {
        goDown();
        listener.close();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            final Socket client = listener.accept();
            if (down) {
                refused.incrementAndGet();
                reset(client);
                continue;
            }
            start(() -> connect(client));
        }
    }

    private void connect(final Socket client) throws IOException {
        final Socket target;
        try {
            target = new Socket(InetAddress.getLoopbackAddress(), server.port());
        } catch (final IOException e) {
            reset(client);
            return;
        }
        open.add(client);
        open.add(target);
        if (down) {
            cut();
        }
        final AtomicReference<Blow> afterAnswer = new AtomicReference<>();
        final AtomicBoolean answered = new AtomicBoolean(true);
        start(() -> relay(client, target, piece -> {
            if (answered.getAndSet(false)) {
                roundTrips.incrementAndGet();
            }
            return sent(piece, afterAnswer);
        }));
        relay(target, client, piece -> {
            answered.set(true);
            return answered(piece, afterAnswer);
        });
    }

    /** What is done to a piece before it is relayed returns what is to be done after it, null for nothing. */
    private interface Check {
        Blow look(String piece);
    }

    private Blow sent(final String piece, final AtomicReference<Blow> afterAnswer) {
        final Strike strike = armed.get();
        if (strike == null || !strike.statement.test(piece) || !armed.compareAndSet(strike, null)) {
            return null;
        }
        switch (strike.moment) {
            case BEFORE -> fall(strike.blow);
            case DURING -> {
                return strike.blow;
            }
            case AFTER -> afterAnswer.set(strike.blow);
        }
        return null;
    }

    private Blow answered(final String piece, final AtomicReference<Blow> afterAnswer) {
        final Blow due = afterAnswer.getAndSet(null);
        if (due != null) {
            fall(due);
        }
        if (bytesLeft.get() != Long.MAX_VALUE && bytesLeft.addAndGet(-piece.length()) <= 0) {
            bytesLeft.set(Long.MAX_VALUE);
            fall(this::cut);
        }
        return null;
    }

    private void fall(final Blow blow) {
        blow.fall();
        strikes.incrementAndGet();
    }

    private void relay(final Socket from, final Socket to, final Check check) throws IOException {
        final byte[] buffer = new byte[65_536];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (delayNs > 0) {
                    LockSupport.parkNanos(delayNs);
                }
                while ((silent || forgotten.contains(from)) && !from.isClosed()) {
                    LockSupport.parkNanos(POLL_NS);
                }
                final Blow during = check.look(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                out.write(buffer, 0, read);
                if (during != null) {
                    fall(during);
                }
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void reset(final Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (final IOException e) {
            // it is closed already
        }
    }

    private static void start(final Step step) {
        final Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (final IOException e) {
                        // a socket was closed: the connection, or the test, is over
                    }
                },
                "faulty-link");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Step {
        void run() throws IOException;
    }
}
