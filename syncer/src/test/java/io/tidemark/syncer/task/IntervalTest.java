// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
    @Test
    void readsEveryUnitAndSecondsWithoutOne() {
        assertThat(Interval.parse("1ms")).isEqualTo(Duration.ofMillis(1));
        assertThat(Interval.parse("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Interval.parse("30")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Interval.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Interval.parse("24h")).isEqualTo(Duration.ofHours(24));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0ms", "-1s", "1.5s", "25h", "86401", "1 s", "1d", "ms", "99999999999999999999"})
    void refusesEverythingElse(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.parse(text))
                .withMessage("found \"" + text
                        + "\", expected seconds, or a whole number with ms, s, m or h, from 1ms to 24h");
    }
}
