// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.startup;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link StartUp}: prints what a start costs with few and with very many table points. */
@Command(
        name = "startup",
        mixinStandardHelpOptions = true,
        description = "What a start costs where the checkpoint holds the points of very many tables, each with its"
                + " structure, on embedded servers.")
public final class StartUpCommand implements Callable<Integer> {
    @Option(
            names = "--tables",
            paramLabel = "N",
            split = ",",
            defaultValue = "0,1000,100000",
            description = "Table points, several numbers take turns (${DEFAULT-VALUE}).")
    private List<Integer> tables;

    @Option(
            names = "--shapes",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many of the structures differ in more than the table's name (${DEFAULT-VALUE}).")
    private int shapes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--csv", paramLabel = "FILE", description = "Where the figures go too.")
    private Path csv;

    private final PrintWriter out;

    private StartUpCommand(final PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs, and ends the process.
     *
     * @param args see {@code --help}.
     */
    public static void main(final String[] args) {
        final CommandLine command =
                new CommandLine(new StartUpCommand(new PrintWriter(System.out, true, StandardCharsets.UTF_8)));
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws SQLException, InterruptedException, IOException {
        final List<String> lines = new ArrayList<>(List.of(StartCost.CSV_HEAD));
        try (StartUp startUp = StartUp.open()) {
            tables.forEach(number -> startUp.prepare(number, shapes));
            out.println(StartCost.HEAD);
            for (int round = 0; round < rounds; round++) {
                for (final int number : tables) {
                    final StartCost cost = startUp.measure(number);
                    out.println(cost.text());
                    lines.add(cost.csv());
                }
            }
        }
        if (csv != null) {
            Files.write(csv, lines);
        }
        return CommandLine.ExitCode.OK;
    }
}
