// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.GtidSet;
import org.junit.jupiter.api.Test;

class SharedGtidsTest {
    private final SharedGtids shared = new SharedGtids();

    @Test
    void givesTheSameSetForTheSameText() {
        final GtidSet first = shared.parse("0-1-100");
        assertThat(shared.parse("0-1-101")).isNotEqualTo(first);
        assertThat(shared.parse("0-1-100")).isSameAs(first).isEqualTo(GtidSet.parse("0-1-100"));
    }

    @Test
    void remembersWhatComesAgainAndForgetsTheRest() {
        final GtidSet often = shared.parse("0-1-1");
        final GtidSet once = shared.parse("0-1-2");
        for (int sequence = 3; sequence < 5_000; sequence++) {
            shared.parse("0-1-" + sequence);
            assertThat(shared.parse("0-1-1")).isSameAs(often);
        }
        assertThat(shared.parse("0-1-2")).isEqualTo(once).isNotSameAs(once);
    }
}
