// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

import com.lmax.disruptor.Sequence;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.causality.LastWriter;
import io.tidemark.pipeline.job.JobDetails;
import io.tidemark.pipeline.job.JobKind;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.job.RoutedJobs;
import org.agrona.concurrent.Agent;

/**
 * Gives each row change and whole transaction its worker, and the watermarks to wait for.
 *
 * <p>A change has to wait if one of its keys was last written by another worker that is not known to have applied it.
 * Order within one worker needs no wait: it takes its jobs in the ring's order. Waits only ever point to lower
 * sequences.
 *
 * @param <P> the embedder's payload.
 */
public final class Router<P> implements Agent {
    private static final int STEP_LIMIT = 1024;

    private final JobRing<P> ring;
    private final Sequence[] watermarks;
    private final Sequence lowWatermark;
    private final Sequence flushPoints;
    private final CausalityMaps maps;
    private final Routing routing;

    private final RoutedJobs routed;
    private final Sequence conflicts = new Sequence(0);
    private final Sequence mapsAlive = new Sequence(0);
    private final Sequence mapEntries = new Sequence(0);
    private long flushPointsSeen;
    private long conflictsFound;

    /** What the step under way has seen of the low watermark. */
    private long lowSeen;

    /**
     * A router at the ring's start.
     *
     * @param ring         the job ring.
     * @param watermarks   one a worker: everything of its own up to there is applied.
     * @param lowWatermark every job up to there is applied.
     * @param flushPoints  counts flush points; a new causality map begins at each.
     * @param maps         the causality maps, used by nobody else.
     */
    public Router(
            final JobRing<P> ring,
            final Sequence[] watermarks,
            final Sequence lowWatermark,
            final Sequence flushPoints,
            final CausalityMaps maps) {
        this.ring = ring;
        this.routed = new RoutedJobs(ring.size(), watermarks.length);
        this.watermarks = watermarks.clone();
        this.lowWatermark = lowWatermark;
        this.flushPoints = flushPoints;
        this.maps = maps;
        this.routing = new Routing(watermarks.length);
        this.flushPointsSeen = flushPoints.get();
    }

    /** Routes what has been published, up to a limit. */
    @Override
    public int doWork() {
        final long first = routed.get() + 1;
        final long last = Math.min(ring.cursor(), first + STEP_LIMIT - 1);
        lowSeen = lowWatermark.get();
        if (first > last) {
            maps.dropApplied(lowSeen);
            showMaps();
            return 0;
        }
        turnMaps();
        for (long sequence = first; sequence <= last; sequence++) {
            routed.enter(sequence);
            if (ring.isRowOfOneKey(sequence)) {
                final long key = ring.routingKey(sequence);
                final int worker = routing.workerOf(key);
                routed.assign(sequence, worker);
                if (conflicts(key, sequence, worker)) {
                    conflictsFound++;
                }
            } else {
                routeOther(sequence);
            }
        }
        showMaps();
        conflicts.set(conflictsFound);
        routed.publish(last);
        return (int) (last - first + 1);
    }

    private void showMaps() {
        mapsAlive.set(maps.alive());
        mapEntries.set(maps.entries());
    }

    private void turnMaps() {
        final long flushPoint = flushPoints.get();
        if (maps.turn(lowSeen, flushPoint != flushPointsSeen)) {
            flushPointsSeen = flushPoint;
        }
    }

    private void routeOther(final long sequence) {
        final JobKind kind = ring.kind(sequence);
        if (kind != JobKind.ROW && kind != JobKind.TRANSACTION) {
            return;
        }
        if (kind == JobKind.TRANSACTION) {
            routed.markSpecial(sequence);
        }
        final int worker = routing.workerOf(ring.routingKey(sequence));
        routed.assign(sequence, worker);
        final JobDetails details = ring.details(sequence);
        boolean waits = false;
        for (int i = 0; i < details.keyCount(); i++) {
            waits |= conflicts(details.key(i), sequence, worker);
        }
        if (waits) {
            conflictsFound++;
        }
    }

    /** True if the change has to wait because of the key. */
    private boolean conflicts(final long key, final long sequence, final int worker) {
        final long writer = maps.put(key, sequence, worker);
        if (writer == LastWriter.NONE || LastWriter.worker(writer) == worker) {
            return false;
        }
        final int other = LastWriter.worker(writer);
        final long written = LastWriter.sequence(writer);
        // the low watermark is known, another worker's has to be asked for
        if (written <= lowSeen || watermarks[other].get() >= written) {
            return false;
        }
        routed.waitFor(sequence, other, written);
        return true;
    }

    /** @return which jobs have their worker, and which one; written by the router only. */
    public RoutedJobs routed() {
        return routed;
    }

    /** @return how many changes were given somebody to wait for. */
    public long conflicts() {
        return conflicts.get();
    }

    /** @return how many causality maps hold entries. */
    public long mapsAlive() {
        return mapsAlive.get();
    }

    /** @return how many entries all causality maps hold. */
    public long mapEntries() {
        return mapEntries.get();
    }

    @Override
    public String roleName() {
        return "router";
    }
}
