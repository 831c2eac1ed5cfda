package io.tidemark.pipeline.router;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.causality.LastWriter;
import io.tidemark.pipeline.job.Job;
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

    private final RingBuffer<Job<P>> ring;
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
            final RingBuffer<Job<P>> ring,
            final Sequence[] watermarks,
            final Sequence lowWatermark,
            final Sequence flushPoints,
            final CausalityMaps maps) {
        this.ring = ring;
        this.routed = new RoutedJobs(ring.getBufferSize());
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
        final long last = Math.min(ring.getCursor(), first + STEP_LIMIT - 1);
        if (first > last) {
            maps.dropApplied(lowWatermark.get());
            showMaps();
            return 0;
        }
        turnMaps();
        for (long sequence = first; sequence <= last; sequence++) {
            final Job<P> job = ring.get(sequence);
            if (job.isChange()) {
                route(job, sequence);
            } else {
                routed.assignToNobody(sequence);
            }
        }
        showMaps();
        routed.publish(last);
        return (int) (last - first + 1);
    }

    private void showMaps() {
        mapsAlive.set(maps.alive());
        mapEntries.set(maps.entries());
    }

    private void turnMaps() {
        final long flushPoint = flushPoints.get();
        if (maps.turn(lowWatermark.get(), flushPoint != flushPointsSeen)) {
            flushPointsSeen = flushPoint;
        }
    }

    private void route(final Job<P> job, final long sequence) {
        final int worker = routing.workerOf(job.routingKey());
        routed.assign(sequence, worker);
        for (int i = 0; i < job.keyCount(); i++) {
            final long writer = maps.put(job.key(i), sequence, worker);
            if (writer != LastWriter.NONE && LastWriter.worker(writer) != worker) {
                final int other = LastWriter.worker(writer);
                final long written = LastWriter.sequence(writer);
                if (watermarks[other].get() < written) {
                    job.waitFor(other, written);
                }
            }
        }
        if (job.waitCount() > 0) {
            conflicts.set(conflicts.get() + 1);
        }
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
