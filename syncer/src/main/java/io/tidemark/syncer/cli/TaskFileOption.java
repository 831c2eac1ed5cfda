// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.http.EndpointClient;
import io.tidemark.syncer.task.HttpSettings;
import io.tidemark.syncer.task.Task;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of every command that asks a running task. */
final class TaskFileOption {
    @Mixin
    private TaskArgument taskFile;

    @Option(names = "--http", paramLabel = "<host:port>", description = "Ask here, whatever tidemark.http.listen says.")
    private String http;

    Task task(final Surroundings surroundings) {
        return taskFile.read(surroundings);
    }

    Optional<EndpointClient> client(final Surroundings surroundings) {
        final Optional<HttpSettings> settings = taskFile.http(surroundings, http);
        if (settings.isPresent() && settings.get().address().getPort() == 0) {
            throw new OperatorException(
                    "port 0 is any free one, so it can't be asked: see in the log of the run which it"
                            + " took, and give --http");
        }
        return settings.map(EndpointClient::new);
    }

    /** As {@link #client}, of a task that must have one. */
    EndpointClient requiredClient(final Surroundings surroundings) {
        return client(surroundings)
                .orElseThrow(() -> new OperatorException(taskFile + " has no " + HttpSettings.LISTEN
                        + ", so a run of it can't be asked: give it one and start it again, or give --http"));
    }
}
