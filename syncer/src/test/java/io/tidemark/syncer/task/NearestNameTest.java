// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("host", "port", "worker-count", "checkpoint-flush-interval");

    @Test
    void findsWhatWasMeant() {
        assertThat(NearestName.of("prot", KNOWN)).contains("port");
        assertThat(NearestName.of("Host", KNOWN)).contains("host");
        assertThat(NearestName.of("worker_count", KNOWN)).contains("worker-count");
        assertThat(NearestName.of("workercount", KNOWN)).contains("worker-count");
        assertThat(NearestName.of("checkpoint-interval", KNOWN)).contains("checkpoint-flush-interval");
    }

    @Test
    void prefersTheFewestEdits() {
        assertThat(NearestName.of("pos", List.of("port", "pot", "host"))).contains("pot");
    }

    @Test
    void guessesNothingFromFarAway() {
        assertThat(NearestName.of("x", KNOWN)).isEmpty();
        assertThat(NearestName.of("routing", KNOWN)).isEmpty();
        assertThat(NearestName.of("ab", List.of("xy"))).isEmpty();
        assertThat(NearestName.of("", KNOWN)).isEmpty();
    }
}
