// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The demo's task, in a task file as an operator would write it, in a directory that is deleted afterwards. */
final class DemoTask implements AutoCloseable {
    static final String NAME = "demo";

    private static final String UPSTREAM_PASSWORD = "TIDEMARK_DEMO_UPSTREAM_PASSWORD";
    private static final String DOWNSTREAM_PASSWORD = "TIDEMARK_DEMO_DOWNSTREAM_PASSWORD";

    private final Path directory;
    private final Map<String, String> environment;

    private DemoTask(final Path directory, final Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    static DemoTask write(
            final DemoOptions options, final Server upstream, final Server downstream, final Location start)
            throws IOException {
        return write(options, upstream, downstream, start, Delivery.EXACTLY_ONCE, Transactions.ROWS);
    }

    static DemoTask write(
            final DemoOptions options,
            final Server upstream,
            final Server downstream,
            final Location start,
            final Delivery delivery,
            final Transactions transactions)
            throws IOException {
        final Path directory = Files.createTempDirectory("tidemark-demo");
        Files.writeString(directory.resolve("task.yaml"), """
                name: %s
                task-mode: incremental
                target-database: {host: %s, port: %d, user: %s, password: "${%s}"}
                mysql-instances:
                  - source-id: demo-source
                    from: {host: %s, port: %d, user: %s, password: "${%s}"}
                    meta: {binlog-name: %s, binlog-pos: %d}
                syncers:
                  global: {worker-count: %d, checkpoint-flush-interval: %dms}
                tidemark: {flush-mode: %s, delivery: %s, transactions: %s}
                """.formatted(
                        NAME,
                        downstream.host(),
                        downstream.port(),
                        downstream.user(),
                        DOWNSTREAM_PASSWORD,
                        upstream.host(),
                        upstream.port(),
                        upstream.user(),
                        UPSTREAM_PASSWORD,
                        start.position().file(),
                        start.position().offset(),
                        options.workers(),
                        options.flushInterval().toMillis(),
                        options.flushMode().name().toLowerCase(Locale.ROOT),
                        delivery.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        transactions.name().toLowerCase(Locale.ROOT)));
        return new DemoTask(
                directory, Map.of(UPSTREAM_PASSWORD, upstream.password(), DOWNSTREAM_PASSWORD, downstream.password()));
    }

    ReplicationProcess start(final String... arguments) {
        return ReplicationProcess.start(
                directory.resolve("task.yaml"), environment, directory.resolve("replication.log"), arguments);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("the demo's directory could not be deleted", e);
        }
    }
}
