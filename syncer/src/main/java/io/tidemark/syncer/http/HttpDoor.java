// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.monitor.RunMonitor;
import io.tidemark.syncer.monitor.RunPicture;
import io.tidemark.syncer.task.HttpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, asks the guard, and answers. A few threads of its own, so that nobody who asks can hold the run up. */
final class HttpDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;

    /** Whoever asks slower than this, in seconds, would hold a thread. */
    private static final String SLOWEST_REQUEST = "10";

    /** Each takes a file descriptor, of which the run needs some too. */
    private static final String MOST_CONNECTIONS = "200";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final RunMonitor run;
    private final Supplier<String> scrape;
    private final Guard guard;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, HttpDoor::thread);
    private final Watchers watchers = new Watchers();
    private final StatusPage page = StatusPage.load();

    private HttpDoor(final HttpServer server, final Guard guard, final RunMonitor run, final Supplier<String> scrape) {
        this.server = server;
        this.guard = guard;
        this.run = run;
        this.scrape = scrape;
    }

    private static Thread thread(final Runnable task) {
        final Thread thread = new Thread(task, "tidemark-http");
        thread.setDaemon(true);
        return thread;
    }

    /** @throws OperatorException if the address can't be listened at. */
    static HttpDoor open(final HttpSettings settings, final RunMonitor run, final Supplier<String> scrape) {
        // read by the JDK's server when its first one is made
        setIfAbsent("sun.net.httpserver.maxReqTime", SLOWEST_REQUEST);
        setIfAbsent("sun.net.httpserver.maxRspTime", SLOWEST_REQUEST);
        setIfAbsent("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
        final HttpServer server;
        try {
            server = HttpServer.create(settings.address(), 0);
        } catch (final IOException e) {
            throw new OperatorException(
                    "can't listen at " + EndpointAddress.text(settings.address()) + " (" + e.getMessage()
                            + "): another process has the port, or it is no address of this machine; change "
                            + HttpSettings.LISTEN + " in the task file, or give --http",
                    e);
        }
        final HttpDoor door = new HttpDoor(server, new Guard(settings.isLoopback(), settings.token()), run, scrape);
        server.setExecutor(door.threads);
        server.createContext("/", door::handle);
        server.start();
        LOG.info("status page at http://{}/", EndpointAddress.text(door.address()));
        return door;
    }

    private static void setIfAbsent(final String property, final String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        try (exchange) {
            page.secure(exchange.getResponseHeaders());
            final Optional<Guard.Refusal> refusal = guard.refusal(exchange);
            if (refusal.isPresent()) {
                refuse(exchange, refusal.get());
            } else {
                answer(exchange);
            }
        } catch (final RuntimeException e) {
            // the server would swallow it
            LOG.warn(
                    "could not answer {} {}",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    e);
            throw e;
        }
    }

    private static void refuse(final HttpExchange exchange, final Guard.Refusal refusal) throws IOException {
        if (refusal.status() == Guard.UNAUTHORIZED) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"tidemark\"");
        } else if (refusal.status() == Guard.WRONG_METHOD) {
            exchange.getResponseHeaders().set("Allow", refusal.reason());
        }
        send(exchange, refusal.status(), TEXT, refusal.reason() + '\n');
    }

    private void answer(final HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> send(exchange, 200, "text/html; charset=utf-8", page.html());
            case "/metrics" -> send(exchange, 200, PROMETHEUS, scrape.get());
            case "/health" -> {
                final RunPicture.Health health = run.health();
                send(exchange, health.ok() ? 200 : 503, TEXT, health.reason() + '\n');
            }
            case "/status" -> {
                final RunPicture picture = run.picture();
                sendJson(exchange, 200, StatusDocument.of(picture));
                watchers.told(picture.failure() != null);
            }
            case "/pause" -> change(exchange, Pipeline::pause);
            case "/resume" -> change(exchange, Pipeline::resume);
            default -> throw new IllegalStateException("the guard lets only known paths in");
        }
    }

    private void change(final HttpExchange exchange, final Consumer<Pipeline<?>> change) throws IOException {
        final Optional<Pipeline<?>> pipeline = run.pipeline();
        if (pipeline.isEmpty()) {
            sendJson(exchange, 409, Map.of("result", false, "msg", "the run is still starting"));
            return;
        }
        try {
            change.accept(pipeline.get());
        } catch (final PipelineFailedException | IllegalStateException e) {
            sendJson(exchange, 409, Map.of("result", false, "msg", run.picture().state() + ": too late"));
            return;
        }
        LOG.info("{} by request", exchange.getRequestURI().getPath().substring(1));
        sendJson(exchange, 200, Map.of("result", true, "msg", ""));
    }

    private static void sendJson(final HttpExchange exchange, final int status, final Object document)
            throws IOException {
        try {
            send(exchange, status, "application/json; charset=utf-8", JSON.writeValueAsString(document) + '\n');
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a status of numbers and texts could not be written", e);
        }
    }

    private static void send(final HttpExchange exchange, final int status, final String type, final String text)
            throws IOException {
        final byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if ("HEAD".equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Waits a moment for whoever has been asking of late to ask again, so that a page can say how it ended. */
    void lingerForWatchers() {
        watchers.awaitTold();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
