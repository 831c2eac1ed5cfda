// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.util.Objects.requireNonNull;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the row binlogs of a MySQL or MariaDB server from a location on, over one connection and once.
 *
 * <p>One thread {@linkplain #run runs} it; any thread may {@linkplain #stop stop} it. It never reconnects: a lost
 * connection ends it, and whoever wants to go on makes a new source at a boundary that was handed over.
 */
public final class BinlogSource {
    private final Server server;
    private final Location start;
    private final SourceOptions options;
    private final Wire wire;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean stopped;
    /** What ended the reading, the first of them; written and read by the running thread. */
    private Throwable failure;
    /** What the connector says of the connection's end; written and read by the running thread. */
    private Exception broken;

    /**
     * A source that has not begun.
     *
     * @param server  the server to read from.
     * @param start   a boundary between transactions, best as {@link Upstream#resolve} returned it; its GTID set is used
     *                if it has one, else its position; the minimal position is the oldest binlog.
     * @param options how to read.
     */
    public BinlogSource(final Server server, final Location start, final SourceOptions options) {
        this.server = requireNonNull(server, "server");
        this.start = requireNonNull(start, "start");
        this.options = requireNonNull(options, "options");
        this.wire = new Wire(options.silence());
    }

    /**
     * Reads until it is stopped or fails. An interrupt is noticed by the handler only: use {@link #stop}.
     *
     * @param handler takes what is read, on the calling thread.
     * @throws OperatorException     if an event cannot be replicated, or the server refuses to serve.
     * @throws SourceLostException   if the connection breaks or cannot be made.
     * @throws InterruptedException  if the handler was interrupted.
     * @throws IllegalStateException if it has been run before.
     */
    public void run(final SourceHandler handler) throws InterruptedException {
        requireNonNull(handler, "handler");
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a source runs once");
        }
        final BinlogReader reader = new BinlogReader(start, handler);
        final DumpClient client = new DumpClient(server, start, options);
        client.setSocketFactory(wire);
        client.registerEventListener(event -> accept(reader, event));
        client.registerLifecycleListener(new Reports(reader));
        try {
            client.connect();
        } catch (IOException | RuntimeException e) {
            broken = e;
        } finally {
            wire.cut();
        }
        conclude(reader.boundary());
    }

    /**
     * Ends the reading: {@link #run} returns once the handler has returned from the call it is in, and no other call
     * follows. Does not wait for that. May be called before, while and after it runs.
     */
    public void stop() {
        stopped = true;
        wire.cut();
    }

    private void accept(final BinlogReader reader, final Event event) {
        if (stopped || failure != null || broken != null) {
            return; // events that had been received already
        }
        try {
            options.eventTimes().accept(EventTimes.secondsOf(event.getHeader()));
            reader.accept(event);
        } catch (Throwable t) {
            // the connector would log it and read on
            fail(t);
        }
    }

    private void fail(final Throwable cause) {
        failure = cause;
        wire.cut();
    }

    private void conclude(final Location boundary) throws InterruptedException {
        if (failure instanceof InterruptedException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (!stopped) {
            throw Refusals.explain(broken, server, options, boundary);
        }
    }

    /** Takes the connector's reports, which come on the running thread. */
    private final class Reports extends BinaryLogClient.AbstractLifecycleListener {
        private final BinlogReader reader;

        Reports(final BinlogReader reader) {
            this.reader = reader;
        }

        @Override
        public void onEventDeserializationFailure(final BinaryLogClient client, final Exception cause) {
            // the connector would leave the event out and read on
            if (stopped || failure != null || broken != null) {
                return;
            }
            if (Refusals.isSilence(cause)) {
                broken = cause;
                wire.cut();
                return;
            }
            fail(new OperatorException(
                    "cannot decode an event of " + server + " after " + reader.boundary() + ": "
                            + Refusals.rootMessage(cause)
                            + "; start behind the event with a fresh copy of its table",
                    cause));
        }

        @Override
        public void onCommunicationFailure(final BinaryLogClient client, final Exception cause) {
            if (broken == null) {
                broken = cause;
            }
        }
    }
}
