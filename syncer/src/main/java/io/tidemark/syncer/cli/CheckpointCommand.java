// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an operator does with a task's checkpoint; each is a command of its own. */
@Command(name = "checkpoint", description = "Shows, exports, imports or clears a checkpoint.")
final class CheckpointCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The command with those below it. */
    static CommandLine with(final Surroundings surroundings) {
        return new CommandLine(new CheckpointCommand())
                .addSubcommand(new CheckpointShowCommand(surroundings))
                .addSubcommand(new CheckpointExportCommand(surroundings))
                .addSubcommand(new CheckpointImportCommand(surroundings))
                .addSubcommand(new CheckpointClearCommand(surroundings));
    }

    /** By itself it does nothing. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: show, export, import or clear");
    }
}
