// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class LocationTest {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    @Test
    void ordersByPositionWithoutGtids() {
        assertBefore(location("bin.999999:4", ""), location("bin.1000000:4", ""));
        assertBefore(location("bin.000001:4", ""), location("bin.000001:5", ""));
    }

    @Test
    void ordersByGtidsAgainstThePositions() {
        assertBefore(location("bin.000009:900", UUID + ":1-5"), location("bin.000001:4", UUID + ":1-6"));
        assertBefore(location("bin.000009:900", "0-1-5"), location("bin.000001:4", "0-2-6"));
    }

    @Test
    void ordersNoGtidsBeforeAnyGtids() {
        assertBefore(location("bin.000009:900", ""), location("bin.000001:4", UUID + ":1"));
    }

    @Test
    void takesEqualGtidsForTheSamePlaceOnAnotherServer() {
        final Location here = location("bin.000009:900", UUID + ":1-5");
        final Location there = location("other.000001:4", UUID + ":1-5");
        assertThat(here).isEqualByComparingTo(there).isNotEqualTo(there);
        assertBefore(here, there.withSuffix(1));
    }

    @Test
    void fallsBackToThePositionsWhereGtidsAreIncomparable() {
        final Location low = location("bin.000001:4", UUID + ":1-5");
        final Location high = location("bin.000001:5", UUID + ":3-7");
        assertThat(low.compareGtids(high)).isEqualTo(PartialOrder.INCOMPARABLE);
        assertBefore(low, high);
        assertBefore(low, location("bin.000001:5", "0-1-5"));
        assertBefore(low, location("bin.000001:4", UUID + ":6").withSuffix(1));
    }

    @Test
    void saysWhatTheGtidsAloneSay() {
        final Location without = location("bin.000001:4", "");
        final Location with = location("bin.000001:4", UUID + ":1-5");
        assertThat(without.compareGtids(with)).isEqualTo(PartialOrder.BEFORE);
        assertThat(with.compareGtids(without)).isEqualTo(PartialOrder.AFTER);
        assertThat(without.compareGtids(Location.ZERO)).isEqualTo(PartialOrder.EQUAL);
    }

    @Test
    void ordersBySuffixLast() {
        final Location location = location("bin.000001:4", "");
        assertBefore(location.withSuffix(1), location.withSuffix(2));
        assertBefore(location.withSuffix(9), location("bin.000001:5", ""));
        assertBefore(location("bin.000001:5", UUID + ":1-5").withSuffix(9), location("bin.000001:4", UUID + ":1-6"));
    }

    /** The documented limit: three locations of sources that have diverged may form a circle. */
    @Test
    void isNotATotalOrderAcrossIncomparableGtids() {
        final Location first = location("bin.000003:4", UUID + ":1-5");
        final Location second = location("bin.000001:4", UUID + ":1-6");
        final Location diverged = location("bin.000002:4", UUID + ":9");
        assertBefore(first, second);
        assertBefore(second, diverged);
        assertBefore(diverged, first);
    }

    @Test
    void isFreshWithNothingBeyondTheZeroLocation() {
        assertThat(Location.ZERO.isFresh()).isTrue();
        assertThat(Location.at(new BinlogPosition("", 0)).isFresh()).isTrue();
        assertThat(location("bin.000001:4", "").isFresh()).isFalse();
        assertThat(Location.at(new BinlogPosition("", 5)).isFresh()).isFalse();
        assertThat(Location.at(BinlogPosition.MIN, GtidSet.parse("0-1-5")).isFresh())
                .isFalse();
        assertThat(Location.ZERO.withSuffix(1).isFresh()).isFalse();
    }

    @Test
    void printsWhatItHolds() {
        assertThat(Location.ZERO).hasToString(":4");
        assertThat(location("bin.000001:4", "")).hasToString("bin.000001:4");
        assertThat(location("bin.000001:4", "0-1-5").withSuffix(2)).hasToString("bin.000001:4 gtids 0-1-5 suffix 2");
    }

    @Test
    void refusesANegativeSuffixAndMissingParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> location("bin.000001:4", "").withSuffix(-1))
                .withMessageContaining("-1")
                .withMessageContaining("bin.000001:4");
        assertThatNullPointerException().isThrownBy(() -> Location.at(null));
        assertThatNullPointerException().isThrownBy(() -> Location.at(BinlogPosition.MIN, null));
    }

    private static Location location(final String position, final String gtids) {
        return Location.at(BinlogPosition.parse(position), GtidSet.parse(gtids));
    }

    private static void assertBefore(final Location lower, final Location higher) {
        assertThat(lower).isLessThan(higher);
        assertThat(higher).isGreaterThan(lower);
    }
}
