// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SourceProgressTest {
    private final SourceProgress progress = new SourceProgress();

    private static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    private void transaction(final long unixSecond, final long end) {
        progress.read(unixSecond);
        progress.read(unixSecond);
        progress.passed(at(end), false);
    }

    @Test
    void knowsNothingBeforeTheFirstChange() {
        progress.read(0);
        assertThat(progress.newest()).isEmpty();
        assertThat(progress.oldestBehind(at(4))).isEmpty();
        assertThat(progress.boundary()).isNull();
    }

    @Test
    void tellsTheOldestChangeBehindEachPoint() {
        transaction(10, 100);
        transaction(10, 200);
        transaction(12, 300);
        transaction(15, 400);
        progress.flushed(at(4));
        assertThat(progress.oldestBehind(at(4))).hasValue(10);
        assertThat(progress.oldestBehind(at(100))).hasValue(10);
        assertThat(progress.oldestBehind(at(200))).hasValue(12);
        assertThat(progress.oldestBehind(at(300))).hasValue(15);
    }

    /** Between two heartbeats nobody knows yet that nothing more has come, so the last change counts. */
    @Test
    void whatIsAppliedIsBehindUntilTheSourceFindsNothingMore() {
        transaction(10, 100);
        assertThat(progress.oldestBehind(at(100))).hasValue(10);
        progress.passed(at(100), true);
        assertThat(progress.oldestBehind(at(100))).isEmpty();
        assertThat(progress.newest()).isEmpty();
    }

    @Test
    void aTransactionThatIsHalfReadIsBehind() {
        transaction(10, 100);
        progress.passed(at(100), true);
        progress.read(20);
        assertThat(progress.oldestBehind(at(100))).hasValue(20);
    }

    @Test
    void forgetsWhatIsFlushedAndKeepsTheRest() {
        for (int second = 1; second <= 50; second++) {
            transaction(second, 100L * second);
        }
        progress.flushed(at(2000));
        assertThat(progress.oldestBehind(at(2000))).hasValue(21);
        assertThat(progress.oldestBehind(at(4999))).hasValue(50);
        assertThat(progress.oldestBehind(at(5000))).isEqualTo(OptionalLong.of(50));
    }

    @Test
    void countsEveryEvent() {
        transaction(10, 100);
        progress.read(0);
        assertThat(progress.events()).isEqualTo(3);
    }
}
