// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares replications from a recorded binlog, or prints what earlier comparisons found. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Records a workload's binlog once, and lets each contender replay it into a new server, in turn.",
            "After each replay both servers must hold the same rows. Prints a line a replay, then tables in Markdown.",
            "%nContenders: tidemark-async, tidemark-sync, tidemark-none, tidemark-at-least-once, tidemark-whole,"
                    + " raw, native-single, native-parallel.",
            "Workloads: inserts, updates, oltp, swaps, tables, large, wide.%n"
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a contender failed, or left other rows than the upstream's",
            "2:arguments not understood"
        })
final class BenchCommand implements Callable<Integer> {
    private final List<String> arguments;
    private final PrintWriter out;
    private final PrintWriter err;
    /** Of the comparison that runs. */
    private Head head;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--workloads",
            split = ",",
            paramLabel = "<name>",
            description = "What is written upstream (default: all workloads).")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "<name>",
            description = "Who replays it (default: all contenders).")
    private List<String> contenders = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "<count>",
            defaultValue = "5",
            description = "Replays of each that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up-rows",
            paramLabel = "<count>",
            defaultValue = "1000000",
            description =
                    "Row changes that each process replays before its replays count, and each workload at least once,"
                            + " 0 for none (default: ${DEFAULT-VALUE}).")
    private long warmUpRows;

    @Option(
            names = "--rows",
            paramLabel = "<count>",
            defaultValue = "100000",
            description = "Row changes of a workload, about (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--latency",
            split = ",",
            paramLabel = "<ms>",
            defaultValue = "0",
            description =
                    "Added to each round trip to the downstream; the native replicas sit in the downstream and are not"
                            + " slowed (default: ${DEFAULT-VALUE}).")
    private List<Integer> latencies;

    @Option(
            names = "--workers",
            split = ",",
            paramLabel = "<count>",
            defaultValue = "8",
            description = "Workers of Tidemark, and connections of raw (default: ${DEFAULT-VALUE}).")
    private List<Integer> workers;

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "<rows>",
            defaultValue = "100",
            description = "Rows of a transaction of Tidemark and raw, at most (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches;

    @Option(
            names = "--json",
            paramLabel = "<file>",
            description = "Keep every single replay here; written as it goes on.")
    private Path json;

    @Option(
            names = "--report",
            arity = "1..*",
            paramLabel = "<file>",
            description = "Replay nothing: print the tables of these files, which --json wrote.")
    private List<Path> report = new ArrayList<>();

    @Option(
            names = "--plots",
            paramLabel = "<directory>",
            description = "With --report: draw plots (SVG) in this directory too.")
    private Path plots;

    /**
     * A command that has not been read.
     *
     * @param arguments what was typed, for the report.
     * @param out       where tables go.
     * @param err       where progress goes.
     */
    BenchCommand(final List<String> arguments, final PrintWriter out, final PrintWriter err) {
        this.arguments = List.copyOf(arguments);
        this.out = requireNonNull(out, "out");
        this.err = requireNonNull(err, "err");
    }

    @Override
    public Integer call() throws Exception {
        if (report.isEmpty()) {
            compare();
        } else {
            final List<Run> runs = new ArrayList<>();
            for (final Path file : report) {
                final ResultFile results = ResultFile.read(file);
                results.head().print(out);
                runs.addAll(results.runs());
            }
            new ResultTables(runs).print(out);
            if (plots != null) {
                ReplayPlots.write(runs, plots).forEach(file -> err.println("wrote " + file));
                err.flush();
            }
        }
        return 0;
    }

    private void compare() throws InterruptedException, SQLException, IOException {
        requireAtLeast(1, "--rounds", List.of(rounds));
        requireAtLeast(1, "--rows", List.of(rows));
        requireAtLeast(1, "--workers", workers);
        requireAtLeast(1, "--batch", batches);
        requireAtLeast(0, "--warm-up-rows", List.of(warmUpRows));
        requireAtLeast(0, "--latency", latencies);
        final List<Workload> chosen = chosenWorkloads();
        final List<Entrant> entrants = entrants();
        final List<Run> runs = new ArrayList<>();
        final Comparison comparison = new Comparison(entrants, warmUpRows, rounds, err, run -> keep(runs, run));
        try {
            for (final Workload workload : chosen) {
                err.println("recording " + workload.key() + ": " + workload.description());
                err.flush();
                try (Recording recording = Recording.of(workload, rows)) {
                    if (head == null) {
                        head = Head.of(arguments, recording.upstream());
                    }
                    comparison.run(recording);
                }
            }
        } finally {
            entrants.forEach(entrant -> entrant.contender().close());
        }
        head.print(out);
        new ResultTables(runs).print(out);
    }

    private void keep(final List<Run> runs, final Run run) {
        runs.add(run);
        if (json != null) {
            new ResultFile(head, runs).write(json);
        }
    }

    private List<Workload> chosenWorkloads() {
        try {
            return workloads.isEmpty()
                    ? List.of(Workload.values())
                    : workloads.stream().map(Workload::of).toList();
        } catch (final OperatorException e) {
            throw notUnderstood(e.getMessage());
        }
    }

    private List<Entrant> entrants() {
        try {
            return Contenders.of(
                    contenders.isEmpty() ? Contenders.keys() : contenders,
                    workers,
                    batches,
                    latencies.stream().map(Duration::ofMillis).toList());
        } catch (final OperatorException e) {
            throw notUnderstood(e.getMessage());
        }
    }

    private void requireAtLeast(final long least, final String option, final List<? extends Number> values) {
        if (values.stream().anyMatch(value -> value.longValue() < least)) {
            throw notUnderstood(option + " must be at least " + least);
        }
    }

    private ParameterException notUnderstood(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
