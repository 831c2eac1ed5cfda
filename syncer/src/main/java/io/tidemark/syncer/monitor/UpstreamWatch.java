// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.UpstreamLook;
import io.tidemark.syncer.task.Server;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the upstream's binlogs end, and what its clock says, a few seconds old at most while it answers.
 *
 * <p>The time between two looks is measured by this machine's monotonic clock, so that neither side's wall clock has to
 * be right, as long as the upstream's goes on as that of its binlogs does.
 */
final class UpstreamWatch implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamWatch.class);
    private static final long PAUSE_MS = 5_000;
    private static final double NS_PER_S = 1e9;

    /** What was seen, and when by {@link System#nanoTime}. */
    private record Look(UpstreamLook.Seen seen, long atNs) {}

    private final Server server;
    private final Thread thread = new Thread(this, "tidemark-upstream-watch");
    /** Null before the first. Written by the thread. */
    private volatile Look last;

    UpstreamWatch(final Server server) {
        this.server = server;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (UpstreamLook upstream = UpstreamLook.connect(server)) {
                while (true) {
                    final UpstreamLook.Seen seen = upstream.look();
                    last = new Look(seen, System.nanoTime());
                    Thread.sleep(PAUSE_MS);
                }
            } catch (final InterruptedException e) {
                return;
            } catch (final OperatorException e) {
                // whoever reads the binlogs says so loudly
                LOG.debug("can't look at the upstream", e);
            }
            try {
                Thread.sleep(PAUSE_MS);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    /** The upstream's clock; empty before its first answer. */
    OptionalLong unixSecond() {
        final Look look = last;
        return look == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        (long) Math.floor(look.seen().unixSeconds() + (System.nanoTime() - look.atNs()) / NS_PER_S));
    }

    /** Where its binlogs ended when it was asked last. */
    Optional<Location> end() {
        return Optional.ofNullable(last).map(look -> look.seen().end());
    }

    /** How old {@link #end} is, in seconds. */
    long ageSeconds() {
        final Look look = last;
        return look == null ? 0 : (long) ((System.nanoTime() - look.atNs()) / NS_PER_S);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
