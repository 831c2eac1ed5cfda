// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import org.junit.jupiter.api.Test;

class ReachedTest {
    private static Location position(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000003", offset));
    }

    private static Location gtids(final String set) {
        return Location.at(BinlogPosition.MIN, GtidSet.parse(set));
    }

    private static Location both(final long offset, final String set) {
        return Location.at(position(offset).position(), GtidSet.parse(set));
    }

    @Test
    void comparesPositionsWherePlaceHasNoGtids() {
        assertThat(Reached.by(both(99, "0-1-7"), position(100))).isFalse();
        assertThat(Reached.by(both(100, "0-1-7"), position(100))).isTrue();
    }

    @Test
    void asksForContainmentWhereBothHaveGtids() {
        assertThat(Reached.by(both(9_999, "0-1-7"), gtids("0-1-8"))).isFalse();
        assertThat(Reached.by(both(4, "0-1-8"), gtids("0-1-8"))).isTrue();
        assertThat(Reached.by(both(9_999, "0-1-9"), gtids("0-1-8,1-1-1"))).isFalse();
    }

    @Test
    void placeOfGtidsAloneIsNotReachedBeforeTheBoundarysAreKnown() {
        assertThat(Reached.by(position(9_999), gtids("0-1-8"))).isFalse();
    }
}
