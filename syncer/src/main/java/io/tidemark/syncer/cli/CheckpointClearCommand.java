// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.checkpoint.CheckpointState;
import io.tidemark.syncer.checkpoint.TaskCheckpoint;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes a checkpoint. */
@Command(
        name = "clear",
        description = {
            "Removes the checkpoint.",
            "And all that Tidemark keeps of the task's source beside it, decisions about DDL too: the next run begins where"
                    + " the task file or --start says. Refused while a process works on it."
        })
final class CheckpointClearCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private TaskArgument taskFile;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    CheckpointClearCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        final Task task = taskFile.read(surroundings);
        final TaskCheckpoint checkpoint = new TaskCheckpoint(task);
        final PrintWriter out = surroundings.out();
        final String what = "the checkpoint of task " + task.name() + ", source "
                + task.source().id();
        if (!yes
                && !surroundings
                        .person()
                        .agrees("This removes " + what + " from " + task.target() + ". Is that what you want?")) {
            out.println("nothing was removed");
            out.flush();
            return ExitCode.FAILED;
        }
        final CheckpointState removed = checkpoint.clear();
        out.println(
                removed.hasNothing()
                        ? "there is nothing to remove of " + what
                        : "removed " + what
                                + removed.stored()
                                        .global()
                                        .map(point -> ", which was at " + point.location())
                                        .orElse("")
                                + "; the next run is a first one: without --start it takes the downstream's data to be"
                                + " as of the start in the task file");
        out.flush();
        return ExitCode.DONE;
    }
}
