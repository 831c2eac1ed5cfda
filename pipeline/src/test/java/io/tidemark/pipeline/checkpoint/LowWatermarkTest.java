// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.Sequence;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The least of all watermarks, of those that are published and those that are not. */
class LowWatermarkTest {
    private final Sequence[] watermarks =
            Stream.generate(Sequence::new).limit(3).toArray(Sequence[]::new);
    private final LowWatermark low = new LowWatermark(watermarks);

    @Test
    void idleWorkersThatPublishNothingHoldNobodyBack() {
        assertThat(low.get()).isEqualTo(-1);
        watermarks[0].set(7);
        watermarks[1].set(7);
        watermarks[2].set(5);
        low.watermark(2, 5);
        assertThat(low.get()).isEqualTo(5);
        watermarks[2].set(7);
        assertThat(low.get()).isEqualTo(7);
    }

    @Test
    void isNeverAboveAWorkerThatHasNotMoved() {
        watermarks[0].set(100);
        watermarks[2].set(100);
        low.watermark(0, 100);
        low.watermark(2, 100);
        assertThat(low.get()).isEqualTo(-1);
        assertThat(low.laggard()).isEqualTo(1);
        watermarks[1].set(40);
        assertThat(low.get()).isEqualTo(40);
    }

    @Test
    void olderPublicationsChangeNothing() {
        for (int worker = 0; worker < watermarks.length; worker++) {
            watermarks[worker].set(9);
        }
        assertThat(low.get()).isEqualTo(9);
        low.watermark(1, 3);
        assertThat(low.get()).isEqualTo(9);
    }
}
