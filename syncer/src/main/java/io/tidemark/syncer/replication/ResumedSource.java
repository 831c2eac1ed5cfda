// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.downstream.MysqlError;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.BinlogSource;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceLostException;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the upstream for a whole run: where its connection is lost it is read on from the last boundary that was handed
 * over, and what was handed over behind that is left out. The handler notices nothing but the time it takes.
 *
 * <p>One thread runs it, once; any thread may stop it.
 */
final class ResumedSource {
    /** About ten minutes: longer than a restart with recovery, and than an operator needs to hear of it. */
    static final RetryPolicy PATIENCE = new RetryPolicy(66, Duration.ofMillis(100), Duration.ofSeconds(10));

    private static final Logger LOG = LoggerFactory.getLogger(ResumedSource.class);

    private final Server server;
    private final SourceOptions options;
    private final RetryPolicy policy;
    private final LongAdder reconnects;

    // guarded by this
    private BinlogSource reading;
    private boolean ending;
    private boolean stopped;

    // the running thread's
    private Location from;
    private int retry;

    /**
     * A source that has not begun.
     *
     * @param start      a boundary between transactions, as {@link Upstream#resolve} returned it.
     * @param policy     how patiently a lost upstream is tried; begins anew whenever something new was read.
     * @param reconnects counts lost connections that were made again.
     */
    ResumedSource(
            final Server server,
            final Location start,
            final SourceOptions options,
            final RetryPolicy policy,
            final LongAdder reconnects) {
        this.server = requireNonNull(server, "server");
        this.from = requireNonNull(start, "start");
        this.options = requireNonNull(options, "options");
        this.policy = requireNonNull(policy, "policy");
        this.reconnects = requireNonNull(reconnects, "reconnects");
    }

    /**
     * Reads until it is stopped.
     *
     * @throws OperatorException    if something can't be replicated, or the upstream is not to be had any more.
     * @throws InterruptedException if the handler was interrupted, or the thread while it waits for the upstream.
     */
    void run(final SourceHandler handler) throws InterruptedException {
        final OnceOnly once = new OnceOnly(handler);
        while (begin()) {
            final long newBefore = once.handedOver();
            final long beganNs = System.nanoTime();
            try {
                reading().run(once);
                return;
            } catch (final SourceLostException e) {
                if (once.handedOver() > newBefore
                        || System.nanoTime() - beganNs >= policy.maxDelay().toNanos()) {
                    retry = 0;
                }
                if (!findAgain(e, once)) {
                    return;
                }
                once.repeatsFromBoundary();
            }
        }
    }

    /** Ends the reading: nothing more is handed over once the handler has returned. Any thread, any number of times. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
        if (reading != null) {
            reading.stop();
        }
    }

    /** Does not wait for a lost upstream any more, unless a transaction is half read. The handler ends all else. */
    synchronized void endAtBoundary() {
        ending = true;
        notifyAll();
    }

    private synchronized boolean begin() {
        reading = new BinlogSource(server, from, options);
        return !stopped;
    }

    private synchronized BinlogSource reading() {
        return reading;
    }

    /** Returns false if it was told to stop meanwhile. */
    private boolean findAgain(final SourceLostException lost, final OnceOnly once) throws InterruptedException {
        RuntimeException last = lost;
        while (true) {
            retry++;
            if (retry > policy.retries()) {
                throw new OperatorException(
                        lost.getMessage() + "; tried " + policy.retries() + " times to read on (" + last.getMessage()
                                + "); start again once it can be reached",
                        last);
            }
            LOG.warn("Retry {} of {} to read on: {}", retry, policy.retries(), last.getMessage());
            if (!pause(policy.delay(retry), once)) {
                return false;
            }
            try (Upstream upstream = Upstream.connect(server)) {
                upstream.check();
                from = upstream.resolve(lost.location());
                reconnects.increment();
                LOG.info("upstream {} is back, reading on from {}", server, from);
                return true;
            } catch (final OperatorException e) {
                if (!(e.getCause() instanceof SQLException cause && MysqlError.isTransient(cause))) {
                    throw e;
                }
                last = e;
            }
        }
    }

    private synchronized boolean pause(final Duration delay, final OnceOnly once) throws InterruptedException {
        final long beganNs = System.nanoTime();
        while (!stopped && !(ending && once.isAtBoundary())) {
            final long leftMs = (delay.toNanos() - (System.nanoTime() - beganNs)) / 1_000_000;
            if (leftMs <= 0) {
                return true;
            }
            wait(leftMs);
        }
        return false;
    }
}
