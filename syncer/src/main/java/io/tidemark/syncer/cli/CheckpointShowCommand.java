// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.checkpoint.CheckpointJson;
import io.tidemark.syncer.checkpoint.CheckpointState;
import io.tidemark.syncer.checkpoint.CheckpointText;
import io.tidemark.syncer.checkpoint.TaskCheckpoint;
import io.tidemark.syncer.task.Task;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a checkpoint. */
@Command(
        name = "show",
        description = {
            "Shows the checkpoint.",
            "Where the next run begins, and what earlier runs have left. Changes nothing."
        })
final class CheckpointShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private TaskArgument taskFile;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CheckpointShowCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        final Task task = taskFile.read(surroundings);
        final CheckpointState state = new TaskCheckpoint(task).state();
        if (json) {
            surroundings.out().println(CheckpointJson.of(task, state));
        } else {
            CheckpointText.print(task, state, surroundings.out());
        }
        surroundings.out().flush();
        return ExitCode.DONE;
    }
}
