// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Results as Markdown: a table a workload, a line an entrant. */
final class ResultTables {
    private static final List<String> BASELINES = List.of("tidemark-none", "native-parallel", "raw");
    private static final double MICROS = 1e6;
    private static final int RATIO_DIGITS = 3;

    private final List<Run> runs;

    /** All results in one; those of several comparisons stay apart only if their variants differ. */
    ResultTables(final List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /** Prints all tables. */
    void print(final PrintWriter out) {
        final Map<String, Map<Run.Variant, List<Run>>> byWorkload = new LinkedHashMap<>();
        for (final Run run : inOrder()) {
            byWorkload
                    .computeIfAbsent(run.workload(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(run.variant(), any -> new ArrayList<>())
                    .add(run);
        }
        byWorkload.forEach((workload, variants) -> table(out, workload, variants));
        out.flush();
    }

    /** Rounds begin with another contender each; tables do not. */
    private List<Run> inOrder() {
        final List<String> keys = Contenders.keys();
        return runs.stream()
                .sorted(Comparator.comparingInt((Run run) -> keys.indexOf(run.contender()))
                        .thenComparingLong(Run::addedLatencyMs)
                        .thenComparingInt(Run::workers)
                        .thenComparingInt(Run::batch))
                .toList();
    }

    private void table(final PrintWriter out, final String workload, final Map<Run.Variant, List<Run>> variants) {
        final Run any = variants.values().iterator().next().get(0);
        out.printf(
                Locale.ROOT,
                "%n### %s%n%n%,d row changes in %,d transactions; medians and quartiles.%n%n",
                workload,
                any.rows(),
                any.transactions());
        final List<String> baselines = BASELINES.stream()
                .filter(key -> variants.keySet().stream()
                        .anyMatch(variant -> variant.contender().equals(key)))
                .toList();
        final StringBuilder head = new StringBuilder("| contender | workers x batch | added ms | rounds | rows/s |");
        final StringBuilder rule = new StringBuilder("| --- | ---: | ---: | ---: | ---: |");
        for (final String baseline : baselines) {
            head.append(" / ").append(baseline).append(" |");
            rule.append(" ---: |");
        }
        out.println(head.append(" CPU, µs a row: applier | server | peak MB: applier | server |"));
        out.println(rule.append(" ---: | ---: | ---: | ---: |"));
        variants.forEach((variant, of) -> out.println(line(variant, of, baselines, variants)));
    }

    private static String line(
            final Run.Variant variant,
            final List<Run> of,
            final List<String> baselines,
            final Map<Run.Variant, List<Run>> variants) {
        final StringBuilder line = new StringBuilder("| ")
                .append(variant.contender())
                .append(" | ")
                .append(variant.workers())
                .append(variant.batch() > 0 ? " x " + variant.batch() : "");
        cell(line, Long.toString(variant.addedLatencyMs()));
        cell(line, Integer.toString(of.size()));
        cell(line, spread(of, Run::rowsPerSecond).text(0));
        for (final String baseline : baselines) {
            cell(
                    line,
                    neighbours(variant, baseline, variants)
                            .map(to -> ratio(of, to))
                            .orElse("-"));
        }
        cell(line, number(of, run -> run.applierCpuSeconds() * MICROS / run.rows(), 1));
        cell(line, number(of, run -> run.serverCpuSeconds() * MICROS / run.rows(), 1));
        cell(line, number(of, run -> (double) (run.applierPeakBytes() >> 20), 0));
        cell(line, number(of, run -> (double) (run.serverPeakBytes() >> 20), 0));
        return line.append(" |").toString();
    }

    private static void cell(final StringBuilder line, final String text) {
        line.append(" | ").append(text);
    }

    /** The baseline of the same workers, batch and latency; if there is but one of it, that one. */
    private static Optional<List<Run>> neighbours(
            final Run.Variant variant, final String baseline, final Map<Run.Variant, List<Run>> variants) {
        final List<Run> same = variants.get(new Run.Variant(
                variant.workload(), baseline, variant.addedLatencyMs(), variant.workers(), variant.batch()));
        if (same != null) {
            return Optional.of(same);
        }
        final List<List<Run>> others = variants.entrySet().stream()
                .filter(entry -> entry.getKey().contender().equals(baseline))
                .map(Map.Entry::getValue)
                .toList();
        return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    }

    /** Each run over the baseline's of the same round, which ran shortly before or after it. */
    private static String ratio(final List<Run> of, final List<Run> to) {
        final Map<Integer, List<Run>> byRound = new LinkedHashMap<>();
        to.forEach(run ->
                byRound.computeIfAbsent(run.round(), any -> new ArrayList<>()).add(run));
        final List<Double> ratios = new ArrayList<>();
        for (final Run run : of) {
            // several comparisons have a round of one number; each is in the order that it was read in
            final List<Run> same = byRound.getOrDefault(run.round(), List.of());
            if (!same.isEmpty()) {
                ratios.add(run.rowsPerSecond() / same.remove(0).rowsPerSecond());
            }
        }
        return ratios.isEmpty()
                ? "-"
                : Spread.of(ratios.stream().mapToDouble(Double::doubleValue)).text(RATIO_DIGITS);
    }

    private static Spread spread(final List<Run> of, final ToDoubleFunction<Run> value) {
        return Spread.of(of.stream().mapToDouble(value));
    }

    private static String number(final List<Run> of, final ToDoubleFunction<Run> value, final int digits) {
        final double median = spread(of, value).median();
        return median == 0 ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", median);
    }
}
