// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.endurance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line of {@link Endurance}: prints what a pipeline holds while its checkpoint store is stuck, and ends with 0
 * only if the heap stays flat and the checkpoint claims everything once the store goes on.
 */
@Command(
        name = "endurance",
        mixinStandardHelpOptions = true,
        description = "Rows at a steady rate, for minutes, while no write of the checkpoint returns: is the heap flat?")
public final class EnduranceCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "600",
            description = "For how long (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "ROWS",
            defaultValue = "20000",
            description = "Rows a second (${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "8",
            description = "Workers, each 1 ms a batch (${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--flush-ms",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Time between two flushes, if the store wrote them (${DEFAULT-VALUE}).")
    private int flushMs;

    @Option(
            names = "--sample-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Time between two looks at the heap (${DEFAULT-VALUE}).")
    private int sampleSeconds;

    @Option(names = "--csv", paramLabel = "FILE", description = "Where the samples go too.")
    private Path csv;

    private final PrintWriter out;

    private EnduranceCommand(final PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs, and ends the process: with 0 if the heap stays flat, with 1 if not, with 2 if an option is wrong.
     *
     * @param args see {@code --help}.
     */
    public static void main(final String[] args) {
        final CommandLine command =
                new CommandLine(new EnduranceCommand(new PrintWriter(System.out, true, StandardCharsets.UTF_8)));
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException, TimeoutException {
        final Endurance.Settings settings = new Endurance.Settings(
                workers,
                1 << 14,
                Duration.ofMillis(flushMs),
                rate,
                Duration.ofSeconds(sampleSeconds),
                Math.max(Flatness.FEWEST_SAMPLES, seconds / sampleSeconds));
        out.println(Sample.TEXT_HEAD);
        final Endurance.Outcome outcome = Endurance.run(settings, sample -> out.println(sample.text()));
        if (csv != null) {
            write(outcome.samples());
        }
        final Flatness flatness =
                Flatness.of(outcome.samples().stream().map(Sample::heapBytes).toList());
        final boolean claimed = outcome.flushed().equals(outcome.end());
        out.println(flatness);
        out.println("once the store goes on, the checkpoint claims " + (claimed ? "everything" : "NOT everything: ")
                + (claimed ? "" : outcome.flushed() + " instead of " + outcome.end()));
        return flatness.isFlat() && claimed ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void write(final List<Sample> samples) throws IOException {
        Files.write(
                csv,
                Stream.concat(Stream.of(Sample.CSV_HEAD), samples.stream().map(Sample::csv))
                        .toList());
    }
}
