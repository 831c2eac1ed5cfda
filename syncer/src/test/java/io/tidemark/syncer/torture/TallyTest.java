// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A campaign is worth what it can see. Rows 7 and 9 were written, up to versions 3 and 1. */
class TallyTest {
    private final Tally tally = new Tally(Map.of(7L, 3, 9L, 1), 1);

    @Test
    void findsNothingWhereEachChangeIsThereOnceAndInOrder() {
        addRowSeven(1, 2, 3);
        tally.add(9, 1);

        assertThat(tally.end()).isEqualTo(Findings.NONE);
    }

    @Test
    void countsLostChangesAtTheEndAndInTheMiddle() {
        addRowSeven(1, 3);

        assertThat(tally.end()).as("version 2 of row 7, and row 9").isEqualTo(new Findings(2, 0, 0));
    }

    @Test
    void countsRepeatedChangesAsDuplicatedNotAsDisorder() {
        addRowSeven(1, 2, 3, 2, 3);
        tally.add(9, 1);

        assertThat(tally.end()).isEqualTo(new Findings(0, 2, 0));
    }

    @Test
    void countsChangesThatCameAfterLaterOnes() {
        addRowSeven(1, 3, 2);
        tally.add(9, 1);

        assertThat(tally.end()).isEqualTo(new Findings(0, 0, 1));
    }

    @Test
    void countsWhatNobodyWroteAsDuplicated() {
        addRowSeven(1, 2, 3, 4);
        tally.add(8, 1);
        tally.add(9, 1);

        assertThat(tally.end()).isEqualTo(new Findings(0, 2, 0));
    }

    @Test
    void wantsEachChangeOfARowThatIsThereTwiceTwice() {
        final Tally twins = new Tally(Map.of(1L, 2, 2L, 1, 3L, 1), 2);
        twins.add(1, 1);
        twins.add(1, 1);
        twins.add(1, 2);
        twins.add(2, 1);
        twins.add(2, 1);
        twins.add(2, 1);

        assertThat(twins.end())
                .as("one of row 1 and two of row 3 are lost, one of row 2 is too much")
                .isEqualTo(new Findings(3, 1, 0));
    }

    private void addRowSeven(final int... versions) {
        for (final int version : versions) {
            tally.add(7, version);
        }
    }
}
