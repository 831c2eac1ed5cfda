// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.core.location.Location;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How far the source has read, and when the upstream logged what lies before and behind a point.
 *
 * <p>The source thread tells: two plain stores an event, and one more object for each second of the upstream's time. One
 * watching thread asks.
 */
final class SourceProgress {
    /** The upstream seconds that are kept apart; more than these are one. */
    private static final int MOST_SECONDS = 100_000;

    /** Everything that was logged up to a second ends here. */
    private record Second(Location end, long unixSecond) {}

    private final Queue<Second> told = new ConcurrentLinkedQueue<>();

    // the source thread's, read by the watching one
    private volatile Location boundary;
    private volatile long boundarySecond;
    private volatile long lastSecond;
    private volatile boolean idle;
    private volatile long events;

    /** The watching thread's: seconds that are not flushed. */
    private final Deque<Second> open = new ArrayDeque<>();

    /** An event was read. The source thread's. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void read(final long unixSecond) {
        events++;
        if (unixSecond > 0) {
            lastSecond = unixSecond;
            idle = false;
        }
    }

    /** Everything before this boundary was handed in. The source thread's. */
    void passed(final Location at, final boolean nothingMore) {
        if (lastSecond != boundarySecond) {
            if (boundary != null && boundarySecond > 0) {
                told.add(new Second(boundary, boundarySecond));
            }
            boundarySecond = lastSecond;
        }
        boundary = at;
        idle = nothingMore;
    }

    /** How many events were read. Any thread. */
    long events() {
        return events;
    }

    /** Up to where everything was handed in; null before the first boundary. Any thread. */
    Location boundary() {
        return boundary;
    }

    /** Forgets what nobody will ask for any more, since no point lies before this one. The watching thread's. */
    void flushed(final Location point) {
        for (Second next = told.poll(); next != null; next = told.poll()) {
            if (open.size() < MOST_SECONDS) {
                open.add(next);
            }
        }
        while (!open.isEmpty() && isCovered(open.getFirst().end(), point)) {
            open.removeFirst();
        }
    }

    /** When the oldest event that was read and lies behind a point was logged; empty if there is none. The watching thread's. */
    OptionalLong oldestBehind(final Location point) {
        for (final Second second : open) {
            if (!isCovered(second.end(), point)) {
                return OptionalLong.of(second.unixSecond());
            }
        }
        final Location end = boundary;
        if (end != null && !isCovered(end, point) && boundarySecond > 0) {
            return OptionalLong.of(boundarySecond);
        }
        return newest();
    }

    /** When the last event was logged, unless the source has found since that there is nothing more. Any thread. */
    OptionalLong newest() {
        return idle || lastSecond == 0 ? OptionalLong.empty() : OptionalLong.of(lastSecond);
    }

    private static boolean isCovered(final Location end, final Location point) {
        return end.compareTo(point) <= 0;
    }
}
