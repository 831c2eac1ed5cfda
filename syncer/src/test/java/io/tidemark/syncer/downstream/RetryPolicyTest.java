// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void theDefaultOutlastsARestartOfAMinute() {
        final Duration sum = IntStream.rangeClosed(1, RetryPolicy.DEFAULT.retries())
                .mapToObj(RetryPolicy.DEFAULT::delay)
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(2));
    }

    @Test
    void delaysDoubleUpToTheLongest() {
        final RetryPolicy policy = new RetryPolicy(100, Duration.ofMillis(100), Duration.ofMillis(350));
        assertThat(IntStream.of(1, 2, 3, 100).mapToObj(policy::delay))
                .containsExactly(
                        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(350), Duration.ofMillis(350));
    }
}
