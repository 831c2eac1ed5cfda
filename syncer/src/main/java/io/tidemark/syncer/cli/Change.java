// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.http.EndpointClient;
import io.tidemark.syncer.task.Task;

/** What pause and resume have in common. */
final class Change {
    private Change() {}

    /** @param done says of the task that it is so now. */
    static int ask(final TaskFileOption file, final Surroundings surroundings, final String change, final String done)
            throws InterruptedException {
        final Task task = file.task(surroundings);
        final EndpointClient client = file.requiredClient(surroundings);
        // first, so that another task is not paused in its place
        if (client.status(task.name(), task.source().id()).isEmpty() || !client.change(change)) {
            throw new OperatorException("no process answers at " + client.url() + ": task " + task.name()
                    + " does not run, or not with this address");
        }
        surroundings.out().println("task " + task.name() + " is " + done);
        return ExitCode.DONE;
    }
}
