// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cost;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.replication.StatusFormat;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Replicates a recorded load again and again, and prints what a row change costs each thread in processor time and allocated
 * bytes, and what it costs the downstream's server.
 *
 * <p>Arguments: a {@link Load}, transactions, rounds, and the variants of the settings that take turns.
 */
public final class ReplicationCost {
    private static final double NANOS_PER_SECOND = 1e9;

    private record Round(double rowsPerSecond, double serverNanos, Map<String, Usage.Used> threads) {}

    private final EmbeddedServer up;
    private final EmbeddedServer down;
    private final ProcessHandle downProcess;
    private final double rows;
    private final Location start;
    private final Location end;

    private ReplicationCost(
            final EmbeddedServer up,
            final EmbeddedServer down,
            final ProcessHandle downProcess,
            final Load load,
            final int transactions)
            throws SQLException {
        this.up = up;
        this.down = down;
        this.downProcess = downProcess;
        execute(up, Load.TABLES);
        start = end(up);
        try (Connection connection = up.connect()) {
            rows = (double) load.write(connection, transactions);
        }
        end = end(up);
    }

    /**
     * Runs it.
     *
     * @param args load, transactions, rounds, variants.
     */
    public static void main(final String[] args) throws Exception {
        final int rounds = Integer.parseInt(args[2]);
        final List<String> variants = args.length > 3 ? List.of(args).subList(3, args.length) : List.of("default");
        try (EmbeddedServer up =
                EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1))) {
            final List<ProcessHandle> others =
                    ProcessHandle.current().descendants().toList();
            try (EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream())) {
                final ProcessHandle process = ProcessHandle.current()
                        .descendants()
                        .filter(each -> !others.contains(each))
                        .findFirst()
                        .orElseThrow();
                new ReplicationCost(up, down, process, Load.valueOf(args[0]), Integer.parseInt(args[1]))
                        .run(rounds, variants);
            }
        }
        System.exit(0);
    }

    private void run(final int rounds, final List<String> variants) throws Exception {
        final Map<String, List<Round>> all = new TreeMap<>();
        for (int i = 0; i <= rounds; i++) {
            for (int j = 0; j < variants.size(); j++) {
                final String variant = variants.get((i + j) % variants.size());
                final Round round = round(settings(variant));
                // the first round of each warms up
                if (i > 0) {
                    all.computeIfAbsent(variant, any -> new ArrayList<>()).add(round);
                }
            }
        }
        System.out.printf("%.0f row changes, %d rounds; medians (quartiles)%n", rows, rounds);
        all.forEach(this::print);
    }

    private static SyncerSettings settings(final String variant) {
        return new SyncerSettings(
                        8,
                        100,
                        Duration.ofMillis(500),
                        variant.contains("safe"),
                        !variant.contains("single"),
                        FlushMode.ASYNC,
                        variant.contains("least") ? Delivery.AT_LEAST_ONCE : Delivery.EXACTLY_ONCE)
                .withCompact(variant.contains("compact"));
    }

    private Round round(final SyncerSettings settings) throws Exception {
        execute(down, Load.TABLES);
        execute(down, "DROP DATABASE IF EXISTS dm_meta");
        final Task task = new Task(
                "cost",
                Task.DEFAULT_META_SCHEMA,
                down.server(),
                new Source("s", up.server(), OptionalLong.empty(), Optional.of(start), Optional.empty()),
                settings);
        final RunOptions options = new RunOptions(
                Optional.empty(),
                Optional.of(Location.at(end.position())),
                StatusFormat.NONE,
                Duration.ofSeconds(1),
                false);
        System.gc();
        final Usage usage = new Usage();
        try {
            final long serverBefore = serverNanos();
            final long began = System.nanoTime();
            final Thread source = new Thread(
                    () -> {
                        try {
                            new Replication(task, options, new PrintWriter(Writer.nullWriter())).run();
                        } catch (final InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "source");
            source.start();
            source.join();
            final double rate = rows * NANOS_PER_SECOND / (System.nanoTime() - began);
            return new Round(rate, (double) (serverNanos() - serverBefore), usage.byRole());
        } finally {
            usage.stop();
        }
    }

    private long serverNanos() {
        return downProcess.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private void print(final String variant, final List<Round> of) {
        System.out.printf("%n%s: %s rows/s%n", variant, quartiles(of, Round::rowsPerSecond, 1));
        System.out.printf("%-20s %28s %30s%n", "thread", "CPU, µs a row", "allocated, bytes a row");
        for (final String role : of.get(0).threads().keySet()) {
            System.out.printf(
                    "%-20s %28s %30s%n",
                    role,
                    quartiles(of, round -> used(round, role).cpuNanos() / 1e3, rows),
                    quartiles(of, round -> used(round, role).bytes(), rows));
        }
        System.out.printf("%-20s %28s%n", "downstream server", quartiles(of, round -> round.serverNanos() / 1e3, rows));
    }

    private static Usage.Used used(final Round round, final String role) {
        return round.threads().getOrDefault(role, new Usage.Used(0, 0));
    }

    private static String quartiles(final List<Round> of, final ToDoubleFunction<Round> value, final double by) {
        final List<Double> sorted = new ArrayList<>(
                of.stream().map(round -> value.applyAsDouble(round) / by).toList());
        Collections.sort(sorted);
        final int last = sorted.size() - 1;
        final double median = sorted.get(sorted.size() / 2);
        final String format = median >= 100 ? "%.0f (%.0f to %.0f)" : "%.2f (%.2f to %.2f)";
        return String.format(format, median, sorted.get((last + 1) / 4), sorted.get(last - (last + 1) / 4));
    }

    private static Location end(final EmbeddedServer server) {
        try (Upstream upstream = Upstream.connect(server.server())) {
            return upstream.currentLocation();
        }
    }

    private static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String each : statements) {
                statement.execute(each);
            }
        }
    }
}
