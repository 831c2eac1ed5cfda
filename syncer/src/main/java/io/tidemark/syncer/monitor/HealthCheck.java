// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.pipeline.PipelineState;
import io.tidemark.pipeline.PipelineStatus;
import java.time.Duration;

/** Whether somebody has to look after a run. A pause is somebody's wish, so it is healthy. */
final class HealthCheck {
    /** Longer than a batch may take to be tried again, shorter than what lets a backlog grow unseen. */
    static final Duration STANDING = Duration.ofMinutes(1);

    /** The source has a heartbeat each second. */
    static final Duration SILENT = Duration.ofMinutes(1);

    private static final int FLUSH_INTERVALS = 10;
    private static final Duration SHORTEST_UNFLUSHED = Duration.ofMinutes(2);

    private final Duration unflushed;

    HealthCheck(final Duration flushInterval) {
        final Duration patience = flushInterval.multipliedBy(FLUSH_INTERVALS);
        unflushed = patience.compareTo(SHORTEST_UNFLUSHED) > 0 ? patience : SHORTEST_UNFLUSHED;
    }

    /**
     * @param silent       for how long nothing has come from the source although it was waited for.
     * @param hasStatement whether a statement is under way, which may take long.
     */
    RunPicture.Health of(final PipelineStatus status, final Duration silent, final boolean hasStatement) {
        if (status.state() == PipelineState.FAILED) {
            return sick("failed");
        }
        if (status.ages().standing().compareTo(STANDING) >= 0) {
            return sick("stalled: nothing has been applied for "
                    + status.ages().standing().toSeconds() + " s although "
                    + (status.dispatched() - status.lowWatermark()) + " jobs wait");
        }
        if (status.ages().unflushed().compareTo(unflushed) >= 0) {
            return sick("stalled: what is applied has not been flushed for "
                    + status.ages().unflushed().toSeconds() + " s");
        }
        if (status.state() == PipelineState.PAUSED) {
            return new RunPicture.Health(true, "paused");
        }
        if (status.state() == PipelineState.RUNNING && !hasStatement && silent.compareTo(SILENT) >= 0) {
            return sick("stalled: the upstream has been silent for " + silent.toSeconds() + " s");
        }
        return new RunPicture.Health(true, "ok");
    }

    private static RunPicture.Health sick(final String reason) {
        return new RunPicture.Health(false, reason);
    }
}
