// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * One way of a connection: what one socket receives, the other sends a fixed time later, in order. One thread receives,
 * another delivers. Chunks queue between them with the time at which they are due, so any number is on its way at once.
 * The end of the stream travels the same way and closes the other socket's output only; a connection that breaks ends
 * both.
 */
final class DelayLine {
    private static final int CHUNK_BYTES = 1 << 16;
    /** Bounds the memory if the other side does not read, and is too much to limit bandwidth. */
    private static final int BYTES_ON_THE_WAY = 1 << 26;

    private final ProxiedConnection connection;
    private final Socket from;
    private final Socket to;
    private final long nanos;
    private final BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(BYTES_ON_THE_WAY);

    /**
     * @param connection what this is a way of.
     * @param from       is read.
     * @param to         is written.
     * @param nanos      how long bytes are on their way.
     */
    DelayLine(final ProxiedConnection connection, final Socket from, final Socket to, final long nanos) {
        this.connection = connection;
        this.from = from;
        this.to = to;
        this.nanos = nanos;
    }

    /** Reads until the stream ends or the connection breaks, which then is on its way too. */
    void receive() {
        final byte[] buffer = new byte[CHUNK_BYTES];
        try {
            final InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                final long due = System.nanoTime() + nanos;
                room.acquireUninterruptibly(read);
                onTheWay.add(new Chunk(What.BYTES, Arrays.copyOf(buffer, read), due));
            }
            onTheWay.add(new Chunk(What.END, new byte[0], System.nanoTime() + nanos));
        } catch (IOException e) {
            onTheWay.add(new Chunk(What.BREAK, new byte[0], System.nanoTime() + nanos));
        }
    }

    /** Sends each chunk when it is due, until the stream's end has been passed on or the connection is broken. */
    void deliver() {
        try {
            if (deliverUntilEnd()) {
                to.shutdownOutput();
                connection.wayEnded();
                return;
            }
        } catch (IOException e) {
            // nobody is there to read on
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
        // the receiver finds its socket closed, unless it still waits for room
        room.release(CHUNK_BYTES);
    }

    /** Returns whether the stream ended in good order. */
    private boolean deliverUntilEnd() throws IOException, InterruptedException {
        final OutputStream out = to.getOutputStream();
        while (true) {
            final Chunk chunk = onTheWay.take();
            awaitNanos(chunk.dueNanos);
            if (chunk.what != What.BYTES) {
                return chunk.what == What.END;
            }
            out.write(chunk.bytes);
            room.release(chunk.bytes.length);
        }
    }

    /** Returns at this time of {@link System#nanoTime()} or a little later, never before; at once if it is past. */
    static void awaitNanos(final long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private enum What {
        BYTES,
        END,
        BREAK
    }

    /** What was received, and when it is to be sent on, by {@link System#nanoTime()}. */
    private record Chunk(What what, byte[] bytes, long dueNanos) {}
}
