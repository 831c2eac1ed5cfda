// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static java.util.Objects.requireNonNull;

import io.tidemark.pipeline.FlushMode;
import java.time.Duration;
import java.util.Optional;

/**
 * The demo's workload and the settings of its syncer.
 *
 * @param rows          row changes that the workload makes, about.
 * @param workers       the syncer's workers.
 * @param flushInterval time between two flushes of the checkpoint.
 * @param flushMode     how the checkpoint is flushed.
 * @param seed          the workload is the same for the same seed.
 * @param terminal      whether the output is a terminal, so that lines may be drawn over.
 * @param http          where its syncer answers over HTTP, if anywhere.
 */
public record DemoOptions(
        long rows,
        int workers,
        Duration flushInterval,
        FlushMode flushMode,
        long seed,
        boolean terminal,
        Optional<String> http) {
    /** All are required. */
    public DemoOptions {
        requireNonNull(flushInterval, "flushInterval");
        requireNonNull(flushMode, "flushMode");
        requireNonNull(http, "http");
    }

    /** A demo whose syncer does not answer over HTTP. */
    public DemoOptions(
            final long rows,
            final int workers,
            final Duration flushInterval,
            final FlushMode flushMode,
            final long seed,
            final boolean terminal) {
        this(rows, workers, flushInterval, flushMode, seed, terminal, Optional.empty());
    }

    /** More arguments of {@code run}. */
    String[] runArguments() {
        return http.map(address -> new String[] {"--http", address}).orElseGet(() -> new String[0]);
    }
}
