// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As the log's configuration of the program has it. */
class RecentNotesTest {
    private static final Logger LOG = LoggerFactory.getLogger(RecentNotesTest.class);

    @Test
    void keepsTheLastWarningsAndErrorsOnOneLineEach() {
        for (int i = 1; i <= RecentNotes.KEPT + 5; i++) {
            LOG.warn("warning {}\n of two lines", i);
        }
        LOG.info("nobody needs to know");
        LOG.error("it broke", new IllegalStateException("because"));

        assertThat(RecentNotes.all()).hasSize(RecentNotes.KEPT);
        assertThat(RecentNotes.all().get(RecentNotes.KEPT - 1)).satisfies(note -> {
            assertThat(note.level()).isEqualTo("ERROR");
            assertThat(note.where()).isEqualTo("RecentNotesTest");
            assertThat(note.text()).isEqualTo("it broke | because");
            assertThat(note.at()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        });
        assertThat(RecentNotes.all().get(RecentNotes.KEPT - 2).text())
                .isEqualTo("warning " + (RecentNotes.KEPT + 5) + " | of two lines");
    }

    @Test
    void cutsWhatIsLong() {
        LOG.warn("x".repeat(10_000));
        assertThat(RecentNotes.all().get(RecentNotes.all().size() - 1).text())
                .hasSize(500)
                .endsWith("…");
    }
}
