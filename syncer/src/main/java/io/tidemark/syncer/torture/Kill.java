// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.SplittableRandom;

/**
 * One step of a campaign: when, whom.
 *
 * @param victim    who is killed.
 * @param recovered whether rows must move again first; if not, the kill comes while the last restart is recovered from.
 * @param moment    how long after that, or after the restart: a share of the longest delay, from 0 to 1.
 * @param gapMs     between the kills of both, or until a killed downstream is started again.
 * @param stop      whether the syncer is stopped gracefully (SIGTERM) and started again before.
 * @param settings  of the syncer's next run.
 */
record Kill(Victim victim, boolean recovered, double moment, long gapMs, boolean stop, RunSettings settings) {
    enum Victim {
        SYNCER,
        DOWNSTREAM,
        BOTH_SYNCER_FIRST,
        BOTH_DOWNSTREAM_FIRST
    }

    private static final long LONGEST_RUN_MS = 2000;
    /** Somewhat more than the median, so that every part of a recovery is hit. */
    private static final double LONGEST_RECOVERY = 1.3;

    private static final double MS_PER_S = 1000;
    private static final int LONGEST_GAP_MS = 60;

    /**
     * Makes the plan's next one.
     *
     * @param spareDownstream whether only the syncer is killed.
     */
    static Kill random(final SplittableRandom random, final boolean spareDownstream) {
        final int who = random.nextInt(20);
        return new Kill(
                spareDownstream || who < 14
                        ? Victim.SYNCER
                        : who < 17
                                ? Victim.DOWNSTREAM
                                : who < 19 ? Victim.BOTH_SYNCER_FIRST : Victim.BOTH_DOWNSTREAM_FIRST,
                random.nextInt(5) > 1,
                random.nextDouble(),
                random.nextInt(LONGEST_GAP_MS),
                random.nextInt(20) == 0,
                RunSettings.random(random));
    }

    /**
     * How long to wait: after rows have moved again, or after the restart.
     *
     * @param recoverySeconds how long a recovery takes as a rule, here and now.
     */
    long delayMs(final double recoverySeconds) {
        return (long) (moment * (recovered ? LONGEST_RUN_MS : LONGEST_RECOVERY * MS_PER_S * recoverySeconds));
    }

    boolean hitsSyncer() {
        return victim != Victim.DOWNSTREAM;
    }

    boolean hitsDownstream() {
        return victim != Victim.SYNCER;
    }
}
