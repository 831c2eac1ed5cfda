// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Lets contenders replay one recording in turn, each time into a new downstream, and looks after each replay whether the
 * downstream holds what the upstream does. Rounds to warm up come first and are not counted. The order changes from
 * round to round.
 */
final class Comparison {
    private final List<Entrant> entrants;
    private final long warmUpRows;
    private final int rounds;
    private final PrintWriter progress;
    private final Consumer<Run> results;
    /** Row changes that a contender has replayed without being measured. */
    private final Map<String, Long> warmedUp = new HashMap<>();

    /**
     * A comparison that has not begun.
     *
     * @param entrants who takes part.
     * @param warmUpRows how many row changes each process that applies has to have replayed, in this workload and those
     *                   before, until its replays are counted; it replays each workload at least once before; 0
     *                   for none of this.
     * @param rounds   how many replays of each are counted.
     * @param progress gets a line each replay.
     * @param results  gets each replay that counts, once it is over.
     */
    Comparison(
            final List<Entrant> entrants,
            final long warmUpRows,
            final int rounds,
            final PrintWriter progress,
            final Consumer<Run> results) {
        this.entrants = List.copyOf(entrants);
        this.warmUpRows = warmUpRows;
        this.rounds = rounds;
        this.progress = requireNonNull(progress, "progress");
        this.results = requireNonNull(results, "results");
    }

    /**
     * Runs all rounds of a recording.
     *
     * @throws OperatorException if a contender fails, or leaves other tables than the upstream's: who and which.
     */
    void run(final Recording recording) throws InterruptedException {
        final List<Entrant> able = entrants.stream()
                .filter(entrant -> entrant.contender().canReplay(recording.workload()))
                .toList();
        try (Downstreams downstreams = Downstreams.of(recording)) {
            for (final Entrant entrant : able) {
                warmUp(recording, entrant, downstreams);
            }
            for (int round = 1; round <= rounds; round++) {
                // what one leaves to the machine, pages to write above all, must not always meet the same next one
                final List<Entrant> shuffled = new ArrayList<>(able);
                Collections.shuffle(shuffled, new Random(round));
                for (final Entrant entrant : shuffled) {
                    results.accept(replay(recording, entrant, downstreams, round));
                }
            }
        }
    }

    /** Servers that apply by themselves have nothing to warm up. Entrants of one contender share its process. */
    private void warmUp(final Recording recording, final Entrant entrant, final Downstreams downstreams)
            throws InterruptedException {
        if (warmUpRows == 0 || !entrant.contender().isRemote()) {
            return;
        }
        final String key = entrant.contender().key();
        do {
            replay(recording, entrant, downstreams, 0);
            warmedUp.merge(key, recording.rows(), Long::sum);
        } while (warmedUp.get(key) < warmUpRows);
    }

    private Run replay(final Recording recording, final Entrant entrant, final Downstreams downstreams, final int round)
            throws InterruptedException {
        final Run run = Run.of(recording, entrant, round, checked(recording, entrant, downstreams));
        print(entrant, run);
        return run;
    }

    private static Replayed checked(final Recording recording, final Entrant entrant, final Downstreams downstreams)
            throws InterruptedException {
        try (EmbeddedServer downstream = downstreams.open()) {
            final Replayed replayed = replay(recording, entrant, downstream);
            recording.requireEqual(downstream);
            return replayed;
        } catch (final OperatorException e) {
            throw new OperatorException(
                    entrant + " does not get through " + recording.workload().key() + ": " + e.getMessage(), e);
        }
    }

    private static Replayed replay(final Recording recording, final Entrant entrant, final EmbeddedServer downstream)
            throws InterruptedException {
        final Server server = downstream.server();
        if (entrant.added().isZero()) {
            return entrant.contender().replay(recording, downstream, server);
        }
        try (LatencyProxy proxy = LatencyProxy.before(server, entrant.added())) {
            return entrant.contender().replay(recording, downstream, proxy.server());
        }
    }

    private void print(final Entrant entrant, final Run run) {
        progress.println(String.format(
                Locale.ROOT,
                "%-8s %-9s %-34s %9.0f rows/s %7.2f s, CPU %6.2f + %6.2f s, %4d + %4d MB",
                run.workload(),
                run.round() < 1 ? "warm-up" : "round " + run.round(),
                entrant,
                run.rowsPerSecond(),
                run.seconds(),
                run.applierCpuSeconds(),
                run.serverCpuSeconds(),
                run.applierPeakBytes() >> 20,
                run.serverPeakBytes() >> 20));
        progress.flush();
    }
}
