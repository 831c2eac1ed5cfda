// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.pipeline.failure.PipelineFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The states of a pipeline, and the ways between them. */
class LifecycleTest {
    private final Lifecycle lifecycle = new Lifecycle();

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "CLOSED", "FAILED"})
    void endIsForGood(final PipelineState end) {
        for (final PipelineState next : PipelineState.values()) {
            assertThat(end.mayBecome(next)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNNING", "PAUSED", "STOPPING"})
    void everythingThatLivesMayBeClosedAndMayFail(final PipelineState alive) {
        assertThat(alive.mayBecome(PipelineState.CLOSED)).isTrue();
        assertThat(alive.mayBecome(PipelineState.FAILED)).isTrue();
    }

    @Test
    void gracefulEndComesOnlyAfterStopping() {
        lifecycle.stopped();
        assertThat(lifecycle.isRunning()).isTrue();
        assertThat(lifecycle.stop()).isTrue();
        assertThat(lifecycle.stop()).isTrue();
        lifecycle.stopped();
        lifecycle.close();
        assertThat(lifecycle.state()).isEqualTo(PipelineState.STOPPED);
        assertThat(lifecycle.stop()).isFalse();
    }

    @Test
    void failureIsWhatEverybodyIsToldOfAfterwards() {
        lifecycle.pause();
        lifecycle.latch().fail("worker-1", new IllegalStateException("no luck"));
        lifecycle.latch().fail("worker-2", new IllegalStateException("no luck either"));
        lifecycle.close();
        assertThat(lifecycle.state()).isEqualTo(PipelineState.FAILED);
        assertThatThrownBy(lifecycle::resume)
                .isInstanceOf(PipelineFailedException.class)
                .hasMessageContaining("worker-1");
        assertThatThrownBy(lifecycle::requireOpen).isInstanceOf(PipelineFailedException.class);
        assertThat(lifecycle.latch().failure().getSuppressed()).singleElement().satisfies(second -> assertThat(second)
                .hasMessageContaining("worker-2"));
    }

    @Test
    void stoppingPipelineSaysWhyItTakesNoJobs() {
        assertThat(lifecycle.stop()).isTrue();
        assertThatThrownBy(lifecycle::requireOpen)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopping");
    }
}
