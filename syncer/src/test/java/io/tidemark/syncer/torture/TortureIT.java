// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.task.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Campaigns as {@code tidemark torture} runs them, with real servers and real processes. */
class TortureIT {
    private static final int KILLS = 20;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    /** Of the syncer and of the downstream. */
    @Test
    void keepsEveryPromiseThroughTwentyKills() throws Exception {
        final long seed = Long.getLong("tidemark.kill.seed", System.nanoTime());

        final int code = run(new TortureOptions(KILLS, 2, seed, 60, false, Delivery.EXACTLY_ONCE, false));

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .as("replay with -Dtidemark.kill.seed=" + seed)
                .containsPattern("lost +0 changes, 0 rows")
                .containsPattern("duplicated +0 changes, 0 rows")
                .containsPattern("out of order +0 changes")
                .containsPattern("of the syncer, [1-9][0-9]* of the downstream")
                .containsPattern("witness +[1-9][0-9,]* commits confirmed")
                .containsPattern("checkpoint claims +[1-9][0-9,]* checked, 0 violated");
        assertThat(code)
                .as("every promise was kept; 3 if a server broke down by itself, which is told apart")
                .isIn(0, 3);
    }

    /** The counter-proof: at-least-once repeats rows after a kill, and the campaign must not overlook it. */
    @Test
    void seesRowsThatAreRepeated() throws Exception {
        final int code = run(new TortureOptions(3, 1, 11, 100, true, Delivery.AT_LEAST_ONCE, false));

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .containsPattern("duplicated +[1-9][0-9,]* changes")
                .contains("to replay: --seed 11");
        assertThat(code).isEqualTo(1);
    }

    private int run(final TortureOptions options) throws Exception {
        return new Torture(options, new PrintStream(shown, true, StandardCharsets.UTF_8)).run();
    }
}
