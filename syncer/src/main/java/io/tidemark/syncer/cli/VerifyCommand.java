// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.verify.VerifyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares both sides of a task. */
@Command(
        name = "verify",
        description = {
            "Compares both sides of a task, while it replicates.",
            "Compares checksums, and names the rows that stay different. Ends with 0 if there are none, with 1 if there are"
                    + " some or a table could not be compared. Writes to neither server."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int MAX_THREADS = 64;
    /** Rows of larger chunks could not be listed. */
    private static final int MAX_CHUNK_ROWS = 1_000_000;

    private final VerifyAction verification;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TaskArgument taskFile;

    @Option(
            names = "--tables",
            paramLabel = "<schema.table>",
            split = ",",
            description = "Only these, with * and ? as wildcards, such as shop.*,crm.user_?? (default: all).")
    private List<String> tables = List.of();

    @Option(
            names = "--chunk-rows",
            paramLabel = "<n>",
            defaultValue = "" + VerifyOptions.DEFAULT_CHUNK_ROWS,
            description = "Rows that one statement reads (default: ${DEFAULT-VALUE}).")
    private long chunkRows;

    @Option(
            names = "--threads",
            paramLabel = "<n>",
            defaultValue = "" + VerifyOptions.DEFAULT_THREADS,
            description = "Statements at a time on each side (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--max-rows-per-second",
            paramLabel = "<n>",
            defaultValue = "0",
            description = "Rows to read each second at most; 0 for no limit (default: ${DEFAULT-VALUE}).")
    private long rowsPerSecond;

    @Option(
            names = "--show",
            paramLabel = "<n>",
            defaultValue = "" + VerifyOptions.DEFAULT_SHOWN,
            description = "Different rows to name for each table (default: ${DEFAULT-VALUE}).")
    private int shown;

    @Option(
            names = "--patience",
            paramLabel = "<interval>",
            converter = IntervalText.class,
            description = "How long a replication that stands still is waited for (default: three times the task's"
                    + " checkpoint-flush-interval).")
    private Duration patience;

    @Option(
            names = "--state",
            paramLabel = "<file>",
            description = "Keep in this file how far it is; if the file is there, go on from there.")
    private Path state;

    @Option(names = "--json", description = "Print the result as one JSON document; progress goes to standard error.")
    private boolean json;

    VerifyCommand(final VerifyAction verification, final Surroundings surroundings) {
        this.verification = verification;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        require("--chunk-rows", chunkRows, 1, MAX_CHUNK_ROWS);
        require("--threads", threads, 1, MAX_THREADS);
        require("--max-rows-per-second", rowsPerSecond, 0, Integer.MAX_VALUE);
        require("--show", shown, 0, Integer.MAX_VALUE);
        final Task task = taskFile.read(surroundings);
        return verification.run(
                task,
                new VerifyOptions(
                        tables,
                        chunkRows,
                        threads,
                        rowsPerSecond,
                        shown,
                        Optional.ofNullable(patience)
                                .orElseGet(() ->
                                        task.syncer().checkpointFlushInterval().multipliedBy(3)),
                        Optional.ofNullable(state),
                        json,
                        surroundings.terminal()));
    }

    private void require(final String option, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': " + value + " is not " + min + " to " + max);
        }
    }
}
