// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.torture.TortureOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A crash campaign on two servers that it starts itself. */
@Command(
        name = "torture",
        description = {
            "Kills it again and again, and accounts for each change.",
            "Kills them with SIGKILL again and again while a workload is replicated between two "
                    + "embedded servers; then accounts for every single change. Ends with 1 if any was lost, "
                    + "duplicated or out of order, or claimed by the checkpoint before it was there; with 3 if a "
                    + "downstream server has lost by itself what it had committed, or starts no more, and the "
                    + "syncer did nothing wrong."
        })
final class TortureCommand implements Callable<Integer> {
    private final TortureAction torture;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kills",
            paramLabel = "<n>",
            defaultValue = "100",
            description = "How many kills (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--pairs",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "How many pairs of servers, each with its own syncer, share the kills (default:"
                    + " ${DEFAULT-VALUE}). Most of a kill's time is waiting, so several take less"
                    + " time than one.")
    private int pairs;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            defaultValue = "1",
            description =
                    "The same seed makes the same transactions and the same plan of kills; pair i takes seed + i (default:"
                            + " ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "<n>",
            defaultValue = "100",
            description = "Transactions per second at most; it waits for a downstream that is far behind (default:"
                    + " ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--spare-downstream", description = "Kill the syncer only.")
    private boolean spareDownstream;

    @Option(
            names = "--delivery",
            paramLabel = "exactly-once|at-least-once",
            defaultValue = "exactly-once",
            converter = DeliveryText.class,
            description = "What the syncer is asked for (default: ${DEFAULT-VALUE}). At-least-once repeats rows after a"
                    + " kill, so it fails: it shows that the campaign sees what it looks for.")
    private Delivery delivery;

    TortureCommand(final TortureAction torture, final Surroundings surroundings) {
        this.torture = torture;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        require("--kills", kills);
        require("--rate", rate);
        require("--pairs", pairs);
        if (pairs > kills) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--pairs': " + pairs + " is more than the " + kills + " kills");
        }
        return torture.run(
                new TortureOptions(kills, pairs, seed, rate, spareDownstream, delivery, surroundings.terminal()));
    }

    private void require(final String option, final int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '" + option + "': " + value + " is not 1 or more");
        }
    }
}
