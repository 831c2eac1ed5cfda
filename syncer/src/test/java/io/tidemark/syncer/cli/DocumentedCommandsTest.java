// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation tells readers to type is understood: each command with its options. */
class DocumentedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("\\./tidemark ((?:checkpoint )?[a-z][a-z-]*)([^`;]*)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    /** The launcher runs it. */
    private static final String BENCH = "bench";

    @Test
    void everyCommandAndOptionOfThePagesIsThere() throws IOException {
        final List<String> unknown = new ArrayList<>();
        documented().forEach((command, options) -> {
            final String help = help(command);
            if (help.isEmpty()) {
                unknown.add(command);
            }
            options.stream()
                    .filter(option -> !Pattern.compile("(?<![\\w-])" + option + "(?![\\w-])")
                            .matcher(help)
                            .find())
                    .forEach(option -> unknown.add(command + ' ' + option));
        });
        assertThat(unknown).isEmpty();
    }

    private static Map<String, Set<String>> documented() throws IOException {
        final Map<String, Set<String>> commands = new TreeMap<>();
        for (final Path page : pages()) {
            final Matcher command = COMMAND.matcher(Files.readString(page).replace("\\\n", " "));
            while (command.find()) {
                final String rest = command.group(2).lines().findFirst().orElse("");
                final Set<String> options = commands.computeIfAbsent(command.group(1), name -> new TreeSet<>());
                OPTION.matcher(rest).results().forEach(option -> options.add(option.group()));
            }
        }
        commands.remove(BENCH);
        return commands;
    }

    private static List<Path> pages() throws IOException {
        final Path home = Path.of("..");
        try (Stream<Path> docs = Files.list(home.resolve("docs"))) {
            return Stream.concat(Stream.of(home.resolve("README.md")), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .toList();
        }
    }

    /** What the command says of itself; empty if there is none of this name. */
    private static String help(final String command) {
        final StringWriter out = new StringWriter();
        final RecordingWork work = new RecordingWork();
        final Surroundings surroundings =
                new Surroundings(new PrintWriter(out), new PrintWriter(new StringWriter()), Map.of(), false);
        final String[] arguments = (command + " --help").split(" ", -1);
        return new TidemarkCommand(work, work, work, surroundings).execute(arguments) == ExitCode.DONE
                ? out.toString()
                : "";
    }
}
