// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import com.lmax.disruptor.Sequence;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.concurrent.NanoClock;

/** How often, how long, and why the source has to wait. The source thread writes; any thread reads. */
public final class SourceMetrics {
    private final NanoClock clock;
    private final Map<StallCause, Distribution> times = new EnumMap<>(StallCause.class);
    private final Map<StallCause, Since> since = new EnumMap<>(StallCause.class);
    private final Sequence stalls = new Sequence(0);
    private long beganNs;

    /**
     * Nothing recorded yet.
     *
     * @param clock time of stalls.
     */
    public SourceMetrics(final NanoClock clock) {
        this.clock = clock;
        for (final StallCause cause : StallCause.values()) {
            times.put(cause, Distribution.ofTimes(1));
            since.put(cause, new Since());
        }
    }

    /**
     * The source has to wait. Source thread.
     *
     * @param cause why.
     */
    public void stallBegins(final StallCause cause) {
        beganNs = clock.nanoTime();
        stalls.set(stalls.get() + 1);
        since.get(cause).begin(beganNs);
    }

    /**
     * It need not wait any more, or not because of this. Source thread.
     *
     * @param cause the one it began with.
     */
    public void stallEnds(final StallCause cause) {
        times.get(cause).writer(0).record(Math.max(0, clock.nanoTime() - beganNs));
        since.get(cause).end();
    }

    /** @return how often the source has had to wait, the wait that goes on included. */
    public long stalls() {
        return stalls.get();
    }

    /**
     * Waits that are over.
     *
     * @param cause of this cause.
     * @return nanoseconds, per wait.
     */
    public Distribution times(final StallCause cause) {
        return times.get(cause);
    }

    /**
     * The wait that goes on.
     *
     * @param cause of this cause.
     * @return since when; not going on if the source does not wait because of it.
     */
    public Since stalled(final StallCause cause) {
        return since.get(cause);
    }
}
