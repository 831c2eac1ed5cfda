package io.tidemark.syncer.torture;

import java.util.SplittableRandom;

/**
 * One step of a campaign: when, whom.
 *
 * @param victim    who is killed.
 * @param recovered whether rows must move again first; if not, the kill comes while the last restart is recovered from.
 * @param delayMs   after that, or after the restart.
 * @param gapMs     between the kills of both, or until a killed downstream is started again.
 * @param stop      whether the syncer is stopped gracefully (SIGTERM) and started again before.
 * @param settings  of the syncer's next run.
 */
record Kill(Victim victim, boolean recovered, long delayMs, long gapMs, boolean stop, RunSettings settings) {
    enum Victim {
        SYNCER,
        DOWNSTREAM,
        BOTH_SYNCER_FIRST,
        BOTH_DOWNSTREAM_FIRST
    }

    private static final int LONGEST_DELAY_RUNNING_MS = 2000;
    private static final int LONGEST_DELAY_RECOVERING_MS = 1200;
    private static final int LONGEST_GAP_MS = 60;

    static Kill random(final SplittableRandom random) {
        final int who = random.nextInt(20);
        final boolean recovered = random.nextInt(5) > 1;
        return new Kill(
                who < 14
                        ? Victim.SYNCER
                        : who < 17
                                ? Victim.DOWNSTREAM
                                : who < 19 ? Victim.BOTH_SYNCER_FIRST : Victim.BOTH_DOWNSTREAM_FIRST,
                recovered,
                random.nextInt(recovered ? LONGEST_DELAY_RUNNING_MS : LONGEST_DELAY_RECOVERING_MS),
                random.nextInt(LONGEST_GAP_MS),
                random.nextInt(20) == 0,
                RunSettings.random(random));
    }

    boolean hitsSyncer() {
        return victim != Victim.DOWNSTREAM;
    }

    boolean hitsDownstream() {
        return victim != Victim.SYNCER;
    }
}
