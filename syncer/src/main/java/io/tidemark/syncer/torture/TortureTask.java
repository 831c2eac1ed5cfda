// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.demo.ReplicationProcess;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The campaign's task: a task file that is written anew before each start, with other settings. One thread. */
final class TortureTask {
    static final String NAME = "torture";

    private static final String UPSTREAM_PASSWORD = "TIDEMARK_TORTURE_UPSTREAM_PASSWORD";
    private static final String DOWNSTREAM_PASSWORD = "TIDEMARK_TORTURE_DOWNSTREAM_PASSWORD";

    private final Path directory;
    private final Server upstream;
    private final Server downstream;
    private final Location start;
    private final Delivery delivery;

    TortureTask(
            final Path directory,
            final Server upstream,
            final Server downstream,
            final Location start,
            final Delivery delivery) {
        this.directory = directory;
        this.upstream = upstream;
        this.downstream = downstream;
        this.start = start;
        this.delivery = delivery;
    }

    /** Where the log of all processes is. */
    Path log() {
        return directory.resolve("syncer.log");
    }

    ReplicationProcess start(final List<String> java, final RunSettings settings, final String... arguments)
            throws IOException {
        final Path file = directory.resolve("task.yaml");
        Files.writeString(file, """
                name: %s
                task-mode: incremental
                target-database: {host: %s, port: %d, user: %s, password: "${%s}"}
                mysql-instances:
                  - source-id: torture-source
                    from: {host: %s, port: %d, user: %s, password: "${%s}"}
                    meta: {binlog-name: %s, binlog-pos: %d}
                syncers:
                  global: {worker-count: %d, batch: %d, checkpoint-flush-interval: %dms}
                tidemark: {flush-mode: %s, delivery: %s}
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
                        settings.workers(),
                        settings.batch(),
                        settings.flushIntervalMs(),
                        settings.flushMode().name().toLowerCase(Locale.ROOT),
                        delivery.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return ReplicationProcess.start(
                java,
                file,
                Map.of(UPSTREAM_PASSWORD, upstream.password(), DOWNSTREAM_PASSWORD, downstream.password()),
                log(),
                arguments);
    }
}
