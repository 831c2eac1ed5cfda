// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.task.Task;

/** Runs a task. */
@FunctionalInterface
public interface RunAction {
    /**
     * Replicates until the end that the options name is applied and flushed, or, if they name none, until the thread is
     * interrupted or the process ends.
     *
     * @param task    what to replicate.
     * @param options from where, how far, and what to show.
     * @throws io.tidemark.syncer.failure.OperatorException if an operator has to put something right.
     * @throws Exception                                    if replication failed otherwise.
     */
    void run(Task task, RunOptions options) throws Exception;
}
