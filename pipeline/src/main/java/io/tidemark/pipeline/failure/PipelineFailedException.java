// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.failure;

import io.tidemark.core.location.Location;
import java.util.Optional;

/**
 * The pipeline has stopped because of a failure. Every call that is under way and every later one throws it. Points stay
 * where they were true; a new pipeline on the same checkpoint goes on from there.
 */
public final class PipelineFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;

    /**
     * Reports the failure.
     *
     * @param message  what failed.
     * @param location where the failing job stands in the source's stream, or null if no job is to blame.
     * @param cause    why, or null.
     */
    public PipelineFailedException(final String message, final Location location, final Throwable cause) {
        super(message, cause);
        this.location = location;
    }

    /** @return where the failing job stands in the source's stream; empty if no job is to blame. */
    public Optional<Location> location() {
        return Optional.ofNullable(location);
    }
}
