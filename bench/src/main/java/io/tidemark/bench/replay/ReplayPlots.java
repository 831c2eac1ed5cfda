// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.bench.report.Figure;
import io.tidemark.bench.report.Plot;
import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Draws rows per second as SVG, medians with quartiles: of all workloads side by side, and for each workload over the
 * latency to the downstream and over workers and batches, as far as there are several of them.
 */
final class ReplayPlots {
    private static final String RATE = "rows/s";

    private final List<Run> runs;
    private final Path directory;
    private final List<Path> written = new ArrayList<>();

    private ReplayPlots(final List<Run> runs, final Path directory) {
        this.runs = runs;
        this.directory = directory;
    }

    /**
     * Writes {@code replay.svg}, {@code replay-latency-<workload>.svg} and {@code replay-workers-<workload>.svg}, those of
     * them that the runs have something for.
     *
     * @param runs      of one comparison or several; those of one variant count together.
     * @param directory where plots go; made if it is not there.
     * @return the files that were written.
     * @throws OperatorException if they can't be.
     */
    static List<Path> write(final List<Run> runs, final Path directory) {
        final List<String> contenders = Contenders.keys();
        // rounds begin with another contender each; plots do not
        final List<Run> inOrder = runs.stream()
                .sorted(Comparator.comparingInt((Run run) -> contenders.indexOf(run.contender()))
                        .thenComparingInt(Run::batch)
                        .thenComparingInt(Run::workers))
                .toList();
        final ReplayPlots plots = new ReplayPlots(inOrder, directory);
        try {
            Files.createDirectories(directory);
            plots.draw();
        } catch (IOException e) {
            throw new OperatorException("cannot write plots to " + directory + ": " + e.getMessage(), e);
        }
        return List.copyOf(plots.written);
    }

    private void draw() throws IOException {
        workloads();
        for (final String workload : distinct(runs, Run::workload)) {
            final List<Run> of = select(runs, run -> run.workload().equals(workload));
            latency(workload, of);
            workers(workload, of);
        }
    }

    /** Each contender in its usual variant, which has the most runs, without latency. */
    private void workloads() throws IOException {
        final List<Run> near = near(runs);
        final List<Run> usual = distinct(near, Run::contender).stream()
                .map(contender -> select(near, run -> run.contender().equals(contender)))
                .flatMap(of -> {
                    final String most = distinct(of, ReplayPlots::variant).stream()
                            .max(Comparator.comparingInt(
                                    variant -> select(of, is(variant)).size()))
                            .orElseThrow();
                    return select(of, is(most)).stream();
                })
                .toList();
        draw(
                "replay.svg",
                new Plot("Row changes a second", "workload", RATE, false),
                usual,
                ReplayPlots::shortName,
                Comparator.comparing(run -> Workload.of(run.workload())),
                Run::workload);
    }

    private void latency(final String workload, final List<Run> of) throws IOException {
        final List<Run> several = distinct(of, ReplayPlots::entrant).stream()
                .map(entrant -> select(of, run -> entrant(run).equals(entrant)))
                .filter(runsOfOne -> distinct(runsOfOne, Run::addedLatencyMs).size() > 1)
                .flatMap(List::stream)
                .toList();
        final boolean likeEachOther = distinct(several, ReplayPlots::variant).size() == 1;
        draw(
                "replay-latency-" + workload + ".svg",
                new Plot("Row changes a second by latency: " + workload, "added to each round trip, ms", RATE, true),
                several,
                likeEachOther ? Run::contender : ReplayPlots::entrant,
                Comparator.comparingLong(Run::addedLatencyMs),
                run -> Long.toString(run.addedLatencyMs()));
    }

    private void workers(final String workload, final List<Run> of) throws IOException {
        final List<Run> near = near(of);
        final List<Run> several = distinct(near, Run::contender).stream()
                .map(contender -> select(near, run -> run.contender().equals(contender)))
                .filter(runsOfOne -> distinct(runsOfOne, Run::workers).size() > 1)
                .flatMap(List::stream)
                .toList();
        final boolean alone = distinct(several, Run::contender).size() == 1;
        draw(
                "replay-workers-" + workload + ".svg",
                new Plot("Row changes a second by workers and batch: " + workload, "workers", RATE, true),
                several,
                run -> (alone ? "" : run.contender() + ", ") + "batch " + run.batch(),
                Comparator.comparingInt(Run::workers),
                run -> Integer.toString(run.workers()));
    }

    /** The runs with the least latency added. */
    private static List<Run> near(final List<Run> of) {
        final long least = of.stream().mapToLong(Run::addedLatencyMs).min().orElse(0);
        return select(of, run -> run.addedLatencyMs() == least);
    }

    /** Eight of them have to stand beside each other. */
    private static String shortName(final Run run) {
        return run.contender().replace("tidemark-", "");
    }

    private static String variant(final Run run) {
        return run.workers() + (run.batch() > 0 ? " x " + run.batch() : "");
    }

    private static String entrant(final Run run) {
        return run.contender() + ' ' + variant(run);
    }

    private static Predicate<Run> is(final String variant) {
        return run -> variant(run).equals(variant);
    }

    private static List<Run> select(final List<Run> of, final Predicate<Run> wanted) {
        return of.stream().filter(wanted).toList();
    }

    private static <T> List<T> distinct(final List<Run> of, final Function<Run, T> property) {
        return of.stream().map(property).distinct().toList();
    }

    /** For each line, in the order of the runs, its places, and the rates there. */
    private static Map<String, Map<String, Figure>> lines(
            final List<Run> of,
            final Function<Run, String> line,
            final Comparator<Run> order,
            final Function<Run, String> place) {
        final Map<String, Map<String, Figure>> lines = new LinkedHashMap<>();
        distinct(of, line).forEach(name -> lines.put(name, new LinkedHashMap<>()));
        of.stream()
                .sorted(order)
                .collect(Collectors.groupingBy(place, LinkedHashMap::new, Collectors.groupingBy(line)))
                .forEach((where, byLine) ->
                        byLine.forEach((name, there) -> lines.get(name).put(where, figure(there))));
        return lines;
    }

    private static Figure figure(final List<Run> of) {
        return new Figure(
                "replay",
                Map.of(),
                "",
                RATE,
                of.stream().mapToDouble(Run::rowsPerSecond).toArray());
    }

    /** Draws, if there are runs: lines in the order of the runs, places in the given one. */
    private void draw(
            final String file,
            final Plot plot,
            final List<Run> of,
            final Function<Run, String> line,
            final Comparator<Run> order,
            final Function<Run, String> place)
            throws IOException {
        if (!of.isEmpty()) {
            final List<String> places =
                    of.stream().sorted(order).map(place).distinct().toList();
            plot.add(places, lines(of, line, order, place));
            final Path svg = directory.resolve(file);
            plot.save(svg);
            written.add(svg);
        }
    }
}
