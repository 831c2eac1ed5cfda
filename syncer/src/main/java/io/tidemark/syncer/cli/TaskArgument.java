// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.task.HttpSettings;
import io.tidemark.syncer.task.PasswordPrompt;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.task.TaskFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The task that a command is about. */
final class TaskArgument {
    @Parameters(index = "0", paramLabel = "<task file>", description = "YAML with DM's key names.")
    private Path taskFile;

    @Option(
            names = "--ask-password",
            description = "Ask at the terminal for the password of each server of which the task file gives none.")
    private boolean askPassword;

    /** Reads the file, and asks for passwords if that is wanted. */
    Task read(final Surroundings surroundings) {
        final PasswordPrompt prompt =
                account -> Optional.of(surroundings.person().password(account));
        return TaskFile.read(taskFile, surroundings.environment(), askPassword ? prompt : PasswordPrompt.NONE);
    }

    /** Where a run of it answers over HTTP, or is to answer: as an option says, or else the file; empty if nowhere. */
    Optional<HttpSettings> http(final Surroundings surroundings, final String option) {
        return HttpSettings.read(taskFile, surroundings.environment(), Optional.ofNullable(option));
    }

    /** The file's name. */
    @Override
    public String toString() {
        return String.valueOf(taskFile);
    }
}
