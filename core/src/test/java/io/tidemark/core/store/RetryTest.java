// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
    private final SQLException deadlock = new SQLException("Deadlock found", "40001", 1213);
    private final SQLException syntax = new SQLException("You have an error", "42000", 1064);

    private final List<Long> pauses = new ArrayList<>();
    private final Retry retry = new Retry(5, 100, 300, pauses::add);
    private int attempts;

    @Test
    void doublesThePauseUpToItsBoundAndThenGivesUp() {
        assertThatThrownBy(() -> retry.run("write it", () -> failUntil(Integer.MAX_VALUE, deadlock)))
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessage("Could not write it, tried 5 times: Deadlock found (error 1213)")
                .hasCause(deadlock);
        assertThat(pauses).containsExactly(100L, 200L, 300L, 300L);
    }

    @Test
    void endsWithTheFirstSuccess() {
        retry.run("write it", () -> failUntil(3, deadlock));
        assertThat(attempts).isEqualTo(3);
    }

    @Test
    void doesNotRepeatWhatCannotPass() {
        assertThatThrownBy(() -> retry.run("write it", () -> failUntil(Integer.MAX_VALUE, syntax)))
                .hasMessageContaining("tried once")
                .hasCause(syntax);
        assertThat(pauses).isEmpty();
    }

    @Test
    void stopsWhenInterruptedAndKeepsTheInterrupt() {
        final Retry interrupted = new Retry(5, 100, 300, millis -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> interrupted.run("write it", () -> failUntil(Integer.MAX_VALUE, deadlock)))
                .hasMessageContaining("tried once, then interrupted")
                .hasCause(deadlock);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void failUntil(final int success, final SQLException failure) throws SQLException {
        if (++attempts < success) {
            throw failure;
        }
    }
}
