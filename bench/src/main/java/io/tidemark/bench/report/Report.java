// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Prints tables of all results, and draws plots of those that there are:
 *
 * <pre>{@code java -cp benchmarks.jar io.tidemark.bench.report.Report docs/images throughput.json flush.json ...}</pre>
 */
public final class Report {
    private static final double MILLION = 1e6;

    private final Results results;
    private final Path directory;

    private Report(final Results results, final Path directory) {
        this.results = results;
        this.directory = directory;
    }

    /**
     * Runs.
     *
     * @param args where plots go, what JMH has written with {@code -rf json}, and what the endurance run has written with
     *     {@code --csv}.
     * @throws IOException if a file can't be read or written.
     */
    public static void main(final String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException(
                    "usage: Report <directory for plots> <JMH's JSON file, or endurance's CSV file>...");
        }
        final Path directory = Files.createDirectories(Path.of(args[0]));
        final Results results = new Results();
        for (int i = 1; i < args.length; i++) {
            if (args[i].endsWith(".csv")) {
                MemoryPlot.of(Path.of(args[i])).save(directory.resolve("stuck-store.svg"));
            } else {
                results.read(Path.of(args[i]));
            }
        }
        new Tables(System.out).print(results);
        new Report(results, directory).plot();
    }

    private void plot() throws IOException {
        save(
                "throughput.svg",
                new Plot("Rows through the pipeline, executors that do nothing", "workers", "rows/s", true),
                methods("PipelineThroughputBenchmark", "workers", "bareDisruptor", "plainDisruptor", "pipeline"));
        for (final String batchMs : new String[] {"0", "1", "5"}) {
            save(
                    "flush-modes-" + batchMs + "ms.svg",
                    new Plot(
                            "Rows/s with a checkpoint over rows/s without, batches of " + batchMs + " ms",
                            "flush interval / write of the checkpoint",
                            "ratio",
                            false),
                    flushModes(batchMs));
        }
        save(
                "source-stall.svg",
                new Plot("How long a transaction takes to be handed in", "percentile", "µs", true),
                stalls());
        save(
                "conflicts.svg",
                new Plot("Rows that conflict", "conflicting rows", "rows/s", true),
                labels(
                        "ConflictBenchmark.round",
                        figure -> Double.parseDouble(figure.params().get("conflictsPerMillion")) / MILLION * 100 + " %",
                        "wait for the writer",
                        "drain all"));
        save(
                "causality-lookup.svg",
                new Plot("Asking who wrote a key last", "outstanding flush points", "ns", true),
                methods("CausalityLookupBenchmark", "outstanding", "causalityMaps", "mapPerFlush"));
        save(
                "gtid-set.svg",
                new Plot("One more transaction in a GTID set", "intervals of the set", "ns", true),
                methods("GtidSetBenchmark", "intervals", "plusShared", "plusCopied", "containsItsPast"));
        waitStrategies(
                "wait-throughput.svg",
                "Rows by idle strategy",
                "rows/s",
                "rows no-op executor",
                "rows waiting executor");
        waitStrategies(
                "wait-latency.svg", "A single row through an idle pipeline", "µs", "single row p50", "single row p99");
        waitStrategies("wait-cpu.svg", "CPU of an idle pipeline", "% of a core", "CPU idle");
    }

    private void waitStrategies(final String file, final String title, final String unit, final String... labels)
            throws IOException {
        save(
                file,
                new Plot(title, "idle strategy", unit, true),
                labels(
                        "WaitStrategyBenchmark.round",
                        figure -> figure.params()
                                .get("strategy")
                                .toLowerCase(Locale.ROOT)
                                .replace("backoff_", "b_"),
                        labels));
    }

    /** A contender a method. */
    private Map<String, Map<String, Figure>> methods(final String name, final String param, final String... methods) {
        final Map<String, Map<String, Figure>> series = new LinkedHashMap<>();
        for (final String method : methods) {
            series.put(method, byName(results.of(name + '.' + method, ""), figure -> figure.params()
                    .get(param)));
        }
        return series;
    }

    /** A contender a secondary result. */
    private Map<String, Map<String, Figure>> labels(
            final String benchmark, final Function<Figure, String> place, final String... labels) {
        final Map<String, Map<String, Figure>> series = new LinkedHashMap<>();
        for (final String label : labels) {
            series.put(label, byName(results.of(benchmark, label), place));
        }
        return series;
    }

    private Map<String, Map<String, Figure>> flushModes(final String batchMs) {
        final Map<String, Map<String, Figure>> series = new LinkedHashMap<>();
        for (final String ratio : new String[] {"async/none", "sync/none"}) {
            series.put(
                    ratio,
                    byName(
                            results.of("FlushModeBenchmark.round", ratio).filter(figure -> figure.params()
                                    .get("batchLatencyMs")
                                    .equals(batchMs)),
                            figure -> figure.params().get("flushIntervalMs") + " / "
                                    + figure.params().get("storeLatencyMs") + " ms"));
        }
        return series;
    }

    private Map<String, Map<String, Figure>> stalls() {
        final Map<String, Map<String, Figure>> series = new LinkedHashMap<>();
        for (final String mode : new String[] {"none", "async", "sync"}) {
            series.put(
                    mode,
                    byName(
                            results.all()
                                    .filter(figure -> figure.benchmark().equals("SourceStallBenchmark.round")
                                            && figure.label().startsWith(mode + " p"))
                                    .sorted(Comparator.comparingDouble(figure ->
                                            Double.parseDouble(figure.label().substring(mode.length() + 2)))),
                            figure -> figure.label().substring(mode.length() + 2)));
        }
        return series;
    }

    private static Map<String, Figure> byName(final Stream<Figure> figures, final Function<Figure, String> name) {
        final Map<String, Figure> named = new LinkedHashMap<>();
        figures.forEach(figure -> named.put(name.apply(figure), figure));
        return named;
    }

    private void save(final String file, final Plot plot, final Map<String, Map<String, Figure>> series)
            throws IOException {
        series.values().removeIf(Map::isEmpty);
        if (!series.isEmpty()) {
            plot.add(series);
            plot.save(directory.resolve(file));
        }
    }
}
