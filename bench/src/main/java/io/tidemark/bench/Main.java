// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's command line, with one option more: {@code -rounds N} runs everything that is selected N times, one fork each,
 * and merges the results.
 *
 * <p>JMH runs all forks of one contender before the next, so that minutes lie between what is to be compared, and a
 * neighbour on the machine hits one of them only. Rounds spread it over all.
 */
public final class Main {
    private static final String ROUNDS = "-rounds";

    private Main() {}

    /**
     * Runs.
     *
     * @param args JMH's, and {@code -rounds N}.
     * @throws CommandLineOptionException if an option is wrong.
     * @throws RunnerException            if a benchmark can't be run.
     * @throws IOException                if help can't be printed.
     */
    public static void main(final String[] args) throws CommandLineOptionException, RunnerException, IOException {
        final List<String> forJmh = new ArrayList<>(Arrays.asList(args));
        final int rounds = takeRounds(forJmh);
        final String[] rest = forJmh.toArray(new String[0]);
        final CommandLineOptions options = new CommandLineOptions(rest);
        if (options.shouldHelp()
                || options.shouldList()
                || options.shouldListWithParams()
                || options.shouldListProfilers()
                || options.shouldListResultFormats()) {
            org.openjdk.jmh.Main.main(rest);
            return;
        }
        final OptionsBuilder builder = new OptionsBuilder();
        builder.parent(options).addProfiler(Figures.class);
        if (rounds == 0) {
            new Runner(builder.build()).run();
            return;
        }
        builder.forks(1);
        final Map<String, BenchmarkParams> params = new LinkedHashMap<>();
        final Map<String, List<BenchmarkResult>> merged = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("# Round " + round + " of " + rounds);
            for (final RunResult result : new Runner(builder.build()).run()) {
                final String name = nameOf(result.getParams());
                params.put(name, result.getParams());
                merged.computeIfAbsent(name, absent -> new ArrayList<>()).addAll(result.getBenchmarkResults());
            }
            // after each, so that what is done is not lost
            write(options, params, merged);
        }
    }

    private static int takeRounds(final List<String> args) {
        final int at = args.indexOf(ROUNDS);
        if (at < 0) {
            return 0;
        }
        if (at + 1 == args.size()) {
            throw new IllegalArgumentException(ROUNDS + " needs a number");
        }
        final int rounds = Integer.parseInt(args.get(at + 1));
        args.subList(at, at + 2).clear();
        return rounds;
    }

    private static String nameOf(final BenchmarkParams params) {
        final StringBuilder name = new StringBuilder(params.getBenchmark()).append(params.getMode());
        for (final String param : params.getParamsKeys()) {
            name.append(' ').append(param).append('=').append(params.getParam(param));
        }
        return name.toString();
    }

    private static void write(
            final CommandLineOptions options,
            final Map<String, BenchmarkParams> params,
            final Map<String, List<BenchmarkResult>> merged) {
        final Collection<RunResult> results = new ArrayList<>();
        merged.forEach((name, forks) -> results.add(new RunResult(params.get(name), forks)));
        System.out.println("# All rounds so far");
        ResultFormatFactory.getInstance(ResultFormatType.TEXT, System.out).writeOut(results);
        if (options.getResultFormat().hasValue()) {
            final ResultFormatType format = options.getResultFormat().get();
            final String file =
                    options.getResult().orElse("jmh-result." + format.name().toLowerCase(Locale.ROOT));
            ResultFormatFactory.getInstance(format, file).writeOut(results);
        }
    }
}
