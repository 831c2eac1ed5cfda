// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks a running task to pause. */
@Command(
        name = "pause",
        description = {
            "Pauses a running task.",
            "It hands in nothing more until it is resumed or ends. What was handed in is applied and flushed; a restarted"
                    + " task is not paused."
        })
final class PauseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private TaskFileOption file;

    PauseCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return Change.ask(file, surroundings, "pause", "paused");
    }
}
