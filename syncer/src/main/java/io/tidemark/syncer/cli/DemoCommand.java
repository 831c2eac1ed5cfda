// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.demo.DemoOptions;
import io.tidemark.syncer.task.SyncerSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the whole on two servers that it starts itself. */
@Command(
        name = "demo",
        description = {
            "Shows it at work on two embedded servers.",
            "Replicates a workload from one to the other, kills its own replication half-way, and compares both sides."
        })
final class DemoCommand implements Callable<Integer> {
    private final DemoAction demo;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rows",
            paramLabel = "<n>",
            defaultValue = "100000",
            description = "Row changes in the workload (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--workers",
            paramLabel = "<n>",
            defaultValue = "4",
            description = "Workers of the syncer (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--flush-interval",
            paramLabel = "<interval>",
            defaultValue = "500ms",
            converter = IntervalText.class,
            description = "Time between two checkpoints, such as 500ms or 30s (default: ${DEFAULT-VALUE}).")
    private Duration flushInterval;

    @Option(
            names = "--flush-mode",
            paramLabel = "sync|async",
            defaultValue = "async",
            converter = FlushModeText.class,
            description = "Whether workers stop for a checkpoint (default: ${DEFAULT-VALUE}).")
    private FlushMode flushMode;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "The same seed makes the same workload (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--http",
            paramLabel = "<host:port>",
            description = "Let the syncer answer over HTTP here, such as 127.0.0.1:8383: its status page, to look at.")
    private String http;

    DemoCommand(final DemoAction demo, final Surroundings surroundings) {
        this.demo = demo;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        require("--rows", rows, Long.MAX_VALUE);
        require("--workers", workers, SyncerSettings.MAX_WORKER_COUNT);
        return demo.run(new DemoOptions(
                rows, workers, flushInterval, flushMode, seed, surroundings.terminal(), Optional.ofNullable(http)));
    }

    private void require(final String option, final long value, final long max) {
        if (value < 1 || value > max) {
            final String allowed = max == Long.MAX_VALUE ? "1 or more" : "1 to " + max;
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '" + option + "': " + value + " is not " + allowed);
        }
    }
}
