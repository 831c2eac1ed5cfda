// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.replication.StatusFormat;
import io.tidemark.syncer.task.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replicates one task. */
@Command(
        name = "run",
        description = {
            "Replicates what a task file asks for.",
            "Goes on until the end given by --until, or until it is stopped."
        })
final class RunCommand implements Callable<Integer> {
    private final RunAction replication;
    private final Surroundings surroundings;

    @Mixin
    private TaskArgument taskFile;

    @Option(
            names = "--start",
            paramLabel = "<file:pos | GTID set>",
            converter = LocationText.class,
            description = "Begin here, whatever the checkpoint and the task file say.")
    private Location start;

    @Option(
            names = "--until",
            paramLabel = "<file:pos | GTID set>",
            converter = LocationText.class,
            description = "End with exit code 0 once everything up to here is applied and flushed.")
    private Location until;

    @Option(
            names = "--status",
            paramLabel = "text|json|none",
            defaultValue = "text",
            description = "How progress is shown (default: ${DEFAULT-VALUE}).")
    private StatusFormat status;

    @Option(
            names = "--status-interval",
            paramLabel = "<interval>",
            defaultValue = "5s",
            converter = IntervalText.class,
            description = "Time between two lines of progress, such as 500ms or 10s (default: ${DEFAULT-VALUE}).")
    private Duration statusInterval;

    @Option(
            names = "--http",
            paramLabel = "<host:port>",
            description = "Answer over HTTP here, whatever tidemark.http.listen says: status page, /status, /metrics,"
                    + " /health. Port 0 takes any free one; the log says which.")
    private String http;

    RunCommand(final RunAction replication, final Surroundings surroundings) {
        this.replication = replication;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        final Task task = taskFile.read(surroundings);
        replication.run(
                task,
                new RunOptions(
                        Optional.ofNullable(start),
                        Optional.ofNullable(until),
                        status,
                        statusInterval,
                        surroundings.terminal(),
                        taskFile.http(surroundings, http)));
        return ExitCode.DONE;
    }
}
