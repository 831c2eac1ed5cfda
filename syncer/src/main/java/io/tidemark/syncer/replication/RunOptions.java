// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.task.HttpSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How one run of a task differs from the next.
 *
 * @param start          where to begin whatever the checkpoint says; a position alone, or a GTID set alone.
 * @param until          where to end; a position alone, or a GTID set alone.
 * @param status         how progress is shown.
 * @param statusInterval time between two lines of progress.
 * @param terminal       whether the output is a terminal, so that lines may be drawn over.
 * @param http           where the run answers over HTTP, if anywhere.
 */
public record RunOptions(
        Optional<Location> start,
        Optional<Location> until,
        StatusFormat status,
        Duration statusInterval,
        boolean terminal,
        Optional<HttpSettings> http) {
    /** All are required. */
    public RunOptions {
        requireNonNull(start, "start");
        requireNonNull(until, "until");
        requireNonNull(status, "status");
        requireNonNull(statusInterval, "statusInterval");
        requireNonNull(http, "http");
    }

    /** A run that does not answer over HTTP. */
    public RunOptions(
            final Optional<Location> start,
            final Optional<Location> until,
            final StatusFormat status,
            final Duration statusInterval,
            final boolean terminal) {
        this(start, until, status, statusInterval, terminal, Optional.empty());
    }
}
