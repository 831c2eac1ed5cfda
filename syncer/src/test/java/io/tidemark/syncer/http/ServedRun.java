// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import io.tidemark.syncer.monitor.RunCounts;
import io.tidemark.syncer.monitor.RunMeters;
import io.tidemark.syncer.monitor.RunMonitor;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.HttpSettings;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pipeline behind a door that answers, without any server. */
final class ServedRun implements AutoCloseable {
    static final String SECRET = "s3cret-of-a-server";
    static final Task TASK = new Task(
            "orders",
            Task.DEFAULT_META_SCHEMA,
            new Server("127.0.0.1", 1, "writer", SECRET),
            new Source(
                    "shop-1",
                    new Server("127.0.0.1", 1, "reader", SECRET),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty()),
            new SyncerSettings(3, 20, Duration.ofMillis(50), false, true, FlushMode.ASYNC, Delivery.EXACTLY_ONCE));

    private static final ObjectMapper JSON = new ObjectMapper();

    final Pipeline<String> pipeline;
    final RunMonitor monitor;
    final RunCounts counts = new RunCounts();
    final InetSocketAddress address;
    private final HttpDoor door;

    /** What came back: the status line's number, the headers' lines, the body. */
    record Answer(int status, List<String> headers, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    private ServedRun(final HttpSettings settings) throws InterruptedException {
        final Checkpoint checkpoint = new Checkpoint(new InMemoryCheckpointStore());
        checkpoint.load();
        pipeline = Pipeline.start(
                PipelineConfig.builder()
                        .workers(3)
                        .flushInterval(Duration.ofMillis(50))
                        .build(),
                checkpoint,
                worker -> batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        if ("poison".equals(batch.payload(i))) {
                            throw new IllegalStateException("refused with " + SECRET);
                        }
                    }
                });
        monitor = new RunMonitor(TASK, "1.2.3", settings.token(), counts);
        final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        final RunMeters meters = new RunMeters(monitor);
        meters.bindTo(registry);
        meters.bindPipeline(registry, pipeline);
        door = HttpDoor.open(settings, monitor, registry::scrape);
        address = door.address();
    }

    static ServedRun onLoopback() throws InterruptedException {
        return new ServedRun(settings(0, Optional.empty()));
    }

    static ServedRun withToken(final String token) throws InterruptedException {
        return new ServedRun(settings(0, Optional.of(token)));
    }

    static HttpSettings settings(final int port, final Optional<String> token) {
        return new HttpSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), token);
    }

    ServedRun begun() {
        monitor.runs(pipeline);
        return this;
    }

    void apply(final int first, final int count, final String payload) {
        for (int row = first; row < first + count; row++) {
            final Location at = Location.at(new BinlogPosition("mysql-bin.000007", 100L + row));
            pipeline.row(TableId.of("shop", "orders"), at, payload, row);
            pipeline.transactionEnd(at);
        }
    }

    String url() {
        return "http://127.0.0.1:" + address.getPort() + '/';
    }

    Answer get(final String path, final String... headers) throws IOException {
        return ask("GET", path, headers);
    }

    /** By hand, since Java's client does not let its Host be changed. */
    Answer ask(final String method, final String path, final String... headers) throws IOException {
        final boolean ownHost = Stream.of(headers).anyMatch(header -> header.startsWith("Host:"));
        final String request = method + ' ' + path + " HTTP/1.1\r\n"
                + (ownHost ? "" : "Host: 127.0.0.1:" + address.getPort() + "\r\n")
                + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining())
                + "Content-Length: 0\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            final List<String> lines = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .toList();
            final int end = lines.indexOf("");
            return new Answer(
                    Integer.parseInt(lines.get(0).split(" ", -1)[1]),
                    lines.subList(1, end),
                    String.join("\n", lines.subList(end + 1, lines.size())));
        }
    }

    @Override
    public void close() {
        door.close();
        monitor.close();
        pipeline.close();
    }
}
