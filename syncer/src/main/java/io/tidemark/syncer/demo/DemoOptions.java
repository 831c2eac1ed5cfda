package io.tidemark.syncer.demo;

import static java.util.Objects.requireNonNull;

import io.tidemark.pipeline.FlushMode;
import java.time.Duration;

/**
 * The demo's workload and the settings of its syncer.
 *
 * @param rows          row changes that the workload makes, about.
 * @param workers       the syncer's workers.
 * @param flushInterval time between two flushes of the checkpoint.
 * @param flushMode     how the checkpoint is flushed.
 * @param seed          the workload is the same for the same seed.
 * @param terminal      whether the output is a terminal, so that lines may be drawn over.
 */
public record DemoOptions(
        long rows, int workers, Duration flushInterval, FlushMode flushMode, long seed, boolean terminal) {
    /** All are required. */
    public DemoOptions {
        requireNonNull(flushInterval, "flushInterval");
        requireNonNull(flushMode, "flushMode");
    }
}
