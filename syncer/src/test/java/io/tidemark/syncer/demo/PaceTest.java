// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong now = new AtomicLong(-7);

    @Test
    void holdsBackWhatIsAheadOfTheRateAndNothingElse() {
        final Pace pace = new Pace(500, now::get);

        assertThat(pace.nanosUntilDue(1_000)).isEqualTo(TimeUnit.SECONDS.toNanos(2));

        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThat(pace.nanosUntilDue(1_000)).isZero();
        assertThat(pace.nanosUntilDue(2_000)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void holdsNothingBackWithoutARate() {
        assertThat(new Pace(0, now::get).nanosUntilDue(Long.MAX_VALUE)).isZero();
    }
}
