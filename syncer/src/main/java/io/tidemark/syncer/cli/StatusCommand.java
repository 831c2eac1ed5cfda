// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.syncer.http.EndpointClient;
import io.tidemark.syncer.monitor.LastKnown;
import io.tidemark.syncer.task.HttpSettings;
import io.tidemark.syncer.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how a task is: asks its process, or, if none answers, what its checkpoint tells. */
@Command(
        name = "status",
        description = {
            "Says how a task is.",
            "Asks the process that runs it; if none answers, says what its checkpoint table tells. Ends with 0 if a process"
                    + " answers and nobody has to look after it, with 1 otherwise."
        })
final class StatusCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Surroundings surroundings;

    @Mixin
    private TaskFileOption file;

    @Option(names = "--json", description = "As JSON, in the shape of DM's query-status.")
    private boolean json;

    StatusCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        final Task task = file.task(surroundings);
        final Optional<EndpointClient> client = file.client(surroundings);
        final Optional<JsonNode> status = client.isPresent()
                ? client.get().status(task.name(), task.source().id())
                : Optional.empty();
        if (status.isPresent()) {
            final JsonNode run = status.get().path("tidemark");
            surroundings.out().print(json ? pretty(status.get()) : StatusText.of(run));
            surroundings.out().flush();
            return run.at("/health/ok").asBoolean() ? ExitCode.DONE : ExitCode.FAILED;
        }
        final String nobody = client.map(asked -> "no process answers at " + asked.url())
                .orElse("the task file has no " + HttpSettings.LISTEN + ", so no process can be asked");
        final LastKnown known = LastKnown.read(task);
        surroundings.out().print(json ? pretty(document(nobody, known)) : StatusText.of(task, nobody, known));
        surroundings.out().flush();
        return ExitCode.FAILED;
    }

    private static Map<String, Object> document(final String nobody, final LastKnown known) {
        final Map<String, Object> document = new LinkedHashMap<>();
        document.put("result", false);
        document.put("msg", nobody);
        document.put("sources", List.of());
        document.put("tidemark", null);
        document.put("checkpoint", known);
        return document;
    }

    private static String pretty(final Object document) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + '\n';
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a status of numbers and texts could not be written", e);
        }
    }
}
