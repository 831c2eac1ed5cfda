// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a running task. One thread. */
public final class EndpointClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final HttpSettings settings;
    private final Duration patience;
    private final HttpClient client;

    /**
     * Asks nothing yet.
     *
     * @param settings of the task.
     */
    public EndpointClient(final HttpSettings settings) {
        this(settings, PATIENCE);
    }

    /** @param patience with one whole answer. */
    EndpointClient(final HttpSettings settings, final Duration patience) {
        this.settings = settings;
        this.patience = patience;
        // the token is for the task itself
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /** @return where it asks, for messages. */
    public String url() {
        return "http://" + EndpointAddress.text(settings.address()) + '/';
    }

    /**
     * Asks how the task is.
     *
     * @param task   its name.
     * @param source its source's id.
     * @return the JSON; empty if nobody answers there.
     * @throws OperatorException    if somebody else answers, or the token is refused.
     * @throws InterruptedException if interrupted.
     */
    public Optional<JsonNode> status(final String task, final String source) throws InterruptedException {
        final Optional<HttpResponse<String>> answer = ask("status", "GET");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        final JsonNode status = read(answer.get());
        final JsonNode own = status.path("tidemark");
        if (!own.path("task").asText().equals(task)
                || !own.path("source").asText().equals(source)) {
            throw new OperatorException(
                    own.isObject()
                            ? url() + " is of task " + own.path("task").asText() + " and source "
                                    + own.path("source").asText() + ", not of task " + task + " and source " + source
                                    + ": give each task a " + HttpSettings.LISTEN + " of its own"
                            : strange(answer.get()));
        }
        return Optional.of(status);
    }

    /**
     * Asks for a change.
     *
     * @param change {@code pause} or {@code resume}.
     * @return false if nobody answers there.
     * @throws OperatorException    if it is refused: why.
     * @throws InterruptedException if interrupted.
     */
    public boolean change(final String change) throws InterruptedException {
        final Optional<HttpResponse<String>> answer = ask(change, "POST");
        if (answer.isPresent() && answer.get().statusCode() != OK) {
            final String said = parse(answer.get().body()).path("msg").asText();
            throw new OperatorException(
                    said.isEmpty() ? strange(answer.get()) : url() + " refuses to " + change + ": " + said);
        }
        return answer.isPresent();
    }

    private Optional<HttpResponse<String>> ask(final String path, final String method) throws InterruptedException {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header(Guard.CHANGE_HEADER, method);
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        // the request's own timeout ends with the answer's head: who stops behind it would be waited for without end
        final CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (final ExecutionException | TimeoutException e) {
            return Optional.empty();
        } finally {
            answer.cancel(true);
        }
    }

    private JsonNode read(final HttpResponse<String> answer) {
        if (answer.statusCode() == Guard.UNAUTHORIZED) {
            throw new OperatorException(
                    url() + " refuses the token: tidemark.http.token has to be what it was when the run began");
        }
        if (answer.statusCode() != OK) {
            throw new OperatorException(strange(answer));
        }
        return parse(answer.body());
    }

    private String strange(final HttpResponse<String> answer) {
        return url() + " answers " + answer.statusCode() + ", and not as a run of Tidemark does: see "
                + HttpSettings.LISTEN + " in the task file";
    }

    private static JsonNode parse(final String body) {
        try {
            return JSON.readTree(body);
        } catch (final JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
