// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.core.store.StoredCheckpoint;
import io.tidemark.syncer.checkpoint.CheckpointFile;
import io.tidemark.syncer.checkpoint.TaskCheckpoint;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a copy of a checkpoint back. */
@Command(
        name = "import",
        description = {
            "Sets the checkpoint to what was exported.",
            "The next run begins there in safe mode: tables without a key may get rows twice, unless the downstream's data is"
                    + " as of the export. Refused while a process works on it, and where a checkpoint is, unless --replace"
                    + " is given."
        })
final class CheckpointImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private TaskArgument taskFile;

    @Parameters(index = "1", paramLabel = "<file>", description = "What export has written.")
    private Path file;

    @Option(
            names = "--replace",
            description =
                    "Put it in the place of the checkpoint that is there. What earlier runs know of applied rows is"
                            + " forgotten.")
    private boolean replace;

    CheckpointImportCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        final Task task = taskFile.read(surroundings);
        final StoredCheckpoint copy = CheckpointFile.read(file.toString(), text(), task);
        new TaskCheckpoint(task).put(copy, replace);
        final PrintWriter out = surroundings.out();
        out.printf(
                "imported the global point %s and %d table points; the next run begins there in safe mode, up to where the"
                        + " upstream ends by then%n",
                copy.global().orElseThrow().location(), copy.tables().size());
        out.flush();
        return ExitCode.DONE;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (final NoSuchFileException e) {
            throw new OperatorException(file + ": there is no such file", e);
        } catch (final IOException e) {
            throw new OperatorException(file + ": can't be read: " + e, e);
        }
    }
}
