// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.core.store.StoredCheckpoint;
import io.tidemark.syncer.checkpoint.CheckpointFile;
import io.tidemark.syncer.checkpoint.TaskCheckpoint;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Task;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a copy of a checkpoint. */
@Command(
        name = "export",
        description = {"Writes the checkpoint as JSON, for import.", "Changes nothing; may be done while the task runs."
        })
final class CheckpointExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private TaskArgument taskFile;

    @Option(names = "--to", paramLabel = "<file>", description = "Write a new file instead of to the standard output.")
    private Path file;

    CheckpointExportCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        final Task task = taskFile.read(surroundings);
        final StoredCheckpoint stored = new TaskCheckpoint(task).state().stored();
        if (stored.global().isEmpty()) {
            throw new OperatorException("task " + task.name() + " has no checkpoint of source "
                    + task.source().id() + " to export");
        }
        final String text = CheckpointFile.write(task, stored);
        if (file == null) {
            surroundings.out().print(text);
            surroundings.out().flush();
            return ExitCode.DONE;
        }
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (final FileAlreadyExistsException e) {
            throw new OperatorException(file + " is there already; choose another name", e);
        } catch (final IOException e) {
            throw new OperatorException(file + " can't be written: " + e, e);
        }
        surroundings
                .out()
                .printf(
                        "exported the global point %s and %d table points to %s%n",
                        stored.global().get().location(), stored.tables().size(), file);
        surroundings.out().flush();
        return ExitCode.DONE;
    }
}
