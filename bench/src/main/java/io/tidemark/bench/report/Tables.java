// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints figures as Markdown: medians, and between which quartiles half of the values lie. */
final class Tables {
    private final PrintStream out;
    private String benchmark = "";

    Tables(final PrintStream out) {
        this.out = out;
    }

    void print(final Results results) {
        results.all().forEach(this::print);
        ratios(results, "PipelineThroughputBenchmark", "pipeline", "bareDisruptor", "workers");
        ratios(results, "CausalityLookupBenchmark", "causalityMaps", "mapPerFlush", "outstanding");
        ratios(results, "GtidSetBenchmark", "plusShared", "plusCopied", "intervals");
        growth(results, "CausalityLookupBenchmark.causalityMaps", "outstanding");
    }

    private void ratios(
            final Results results, final String name, final String ours, final String baseline, final String param) {
        results.of(name + '.' + ours, "").forEach(figure -> results.of(
                        name + '.' + baseline, "", Map.of(param, figure.params().get(param)))
                .ifPresent(other -> print(figure.over(other, ours + '/' + baseline))));
    }

    /** How much more the last value of a parameter costs than the first. */
    private void growth(final Results results, final String name, final String param) {
        final Figure[] each = results.of(name, "").toArray(Figure[]::new);
        if (each.length > 1) {
            final Figure first = each[0];
            print(each[each.length - 1].over(
                    first, "over " + param + '=' + first.params().get(param)));
        }
    }

    private void print(final Figure figure) {
        if (!figure.benchmark().equals(benchmark)) {
            benchmark = figure.benchmark();
            out.println();
            out.println("## " + benchmark);
            out.println();
            out.println("| with | what | median | half of the values | n | unit |");
            out.println("| --- | --- | --- | --- | --- | --- |");
        }
        final String params = figure.params().entrySet().stream()
                .map(param -> param.getKey() + '=' + param.getValue())
                .collect(Collectors.joining(" "));
        out.println("| " + params + " | " + figure.label() + " | " + number(figure.median()) + " | "
                + number(figure.lowerQuartile()) + " to " + number(figure.upperQuartile()) + " | "
                + figure.values().length + " | " + figure.unit() + " |");
    }

    private static String number(final double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1_000 ? "%.1f" : "%,.0f", value);
    }
}
