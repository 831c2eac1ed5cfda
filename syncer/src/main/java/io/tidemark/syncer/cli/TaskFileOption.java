package io.tidemark.syncer.cli;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.http.EndpointClient;
import io.tidemark.syncer.task.HttpSettings;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.task.TaskFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that asks a running task. */
final class TaskFileOption {
    @Parameters(paramLabel = "<task file>", description = "The file that the task was started with.")
    private Path taskFile;

    @Option(
            names = "--http",
            paramLabel = "<host:port>",
            description = "Ask here, whatever tidemark.http.listen says.")
    private String http;

    Task task(final Map<String, String> environment) {
        return TaskFile.read(taskFile, environment);
    }

    Optional<EndpointClient> client(final Map<String, String> environment) {
        final Optional<HttpSettings> settings =
                HttpSettings.read(taskFile, environment, Optional.ofNullable(http));
        if (settings.isPresent() && settings.get().address().getPort() == 0) {
            throw new OperatorException("port 0 is any free one, so it can't be asked: see in the log of the run which it"
                    + " took, and give --http");
        }
        return settings.map(EndpointClient::new);
    }

    /** As {@link #client}, of a task that must have one. */
    EndpointClient requiredClient(final Map<String, String> environment) {
        return client(environment)
                .orElseThrow(() -> new OperatorException(taskFile + " has no " + HttpSettings.LISTEN
                        + ", so a run of it can't be asked: give it one and start it again, or give --http"));
    }
}
