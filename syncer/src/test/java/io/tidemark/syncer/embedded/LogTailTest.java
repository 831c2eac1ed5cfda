// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {
    @Test
    void saysTheErrorsInOneLine() {
        assertThat(LogTail.of(List.of("0 [Note] begins", "0 [ERROR] no disk ", "", "ERROR: 1064 no", "0 [Note] ends")))
                .isEqualTo("0 [ERROR] no disk | ERROR: 1064 no");
    }

    @Test
    void saysTheLastLinesWhereThereAreNoErrors() {
        assertThat(LogTail.of(List.of("1", "2", "3", "4", "5", "6"))).isEqualTo("2 | 3 | 4 | 5 | 6");
        assertThat(LogTail.of(List.of())).isEmpty();
    }
}
