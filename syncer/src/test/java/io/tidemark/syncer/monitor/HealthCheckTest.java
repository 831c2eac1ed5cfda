// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.PipelineState;
import io.tidemark.pipeline.PipelineStatus;
import io.tidemark.pipeline.metrics.PipelineMetrics.Ages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    private final HealthCheck check = new HealthCheck(Duration.ofSeconds(30));

    private static PipelineStatus status(
            final PipelineState state, final long standingSeconds, final long unflushedSeconds) {
        final Ages ages = new Ages(
                Duration.ofSeconds(standingSeconds),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(unflushedSeconds));
        return new PipelineStatus(
                state,
                10,
                3,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                ages,
                Location.ZERO,
                Location.ZERO,
                List.of());
    }

    private RunPicture.Health of(final PipelineStatus status, final long silentSeconds, final boolean statement) {
        return check.of(status, Duration.ofSeconds(silentSeconds), statement);
    }

    @Test
    void aRunThatGoesOnIsHealthy() {
        assertThat(of(status(PipelineState.RUNNING, 59, 299), 59, false)).isEqualTo(new RunPicture.Health(true, "ok"));
    }

    @Test
    void aPauseIsHealthyHoweverLong() {
        assertThat(of(status(PipelineState.PAUSED, 0, 0), 9_999, false))
                .isEqualTo(new RunPicture.Health(true, "paused"));
    }

    @Test
    void aPausedRunThatCantApplyOrFlushIsNot() {
        assertThat(of(status(PipelineState.PAUSED, 60, 0), 0, false).ok()).isFalse();
        assertThat(of(status(PipelineState.PAUSED, 0, 300), 0, false).ok()).isFalse();
    }

    @Test
    void aFailureAStandstillAndASilenceAreNot() {
        assertThat(of(status(PipelineState.FAILED, 0, 0), 0, false).reason()).isEqualTo("failed");
        assertThat(of(status(PipelineState.RUNNING, 61, 0), 0, false).reason())
                .isEqualTo("stalled: nothing has been applied for 61 s although 7 jobs wait");
        assertThat(of(status(PipelineState.RUNNING, 0, 301), 0, false).reason())
                .isEqualTo("stalled: what is applied has not been flushed for 301 s");
        assertThat(of(status(PipelineState.RUNNING, 0, 0), 75, false).reason())
                .isEqualTo("stalled: the upstream has been silent for 75 s");
    }

    /** An ALTER TABLE may take days, and nothing is read meanwhile. */
    @Test
    void aLongStatementIsHealthy() {
        assertThat(of(status(PipelineState.RUNNING, 0, 0), 9_999, true).ok()).isTrue();
    }
}
