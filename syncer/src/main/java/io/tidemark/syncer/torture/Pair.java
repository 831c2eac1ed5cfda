// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.syncer.demo.ComparisonReport;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;

/** An upstream, a downstream and a syncer between them, and what happens to them. One thread runs it; any thread may ask. */
final class Pair implements AutoCloseable {
    private static final int WARM_UP_TRANSACTIONS = 150;

    private final TortureOptions options;
    private final EmbeddedServer up;
    private final EmbeddedServer down;
    private final Upstream binlog;
    private final Written written = new Written();
    private final Watch watch;
    private final Witness witness;
    private final TortureWorkload workload;
    private final TortureTask task;
    private final Stage stage;
    private volatile boolean abandoned;
    private volatile String broken;

    /**
     * Starts the servers.
     *
     * @param options    of this pair.
     * @param recoveries of all pairs.
     * @param directory  of this pair, empty.
     */
    Pair(final TortureOptions options, final Recoveries recoveries, final Path directory)
            throws IOException, SQLException {
        this.options = options;
        up = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
        down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
        prepare();
        binlog = Upstream.connect(up.server());
        watch = new Watch(down::connect, written, recoveries);
        witness = new Witness(down::connect);
        workload = new TortureWorkload(up::connect, written, watch::applied, options);
        task = new TortureTask(directory, up.server(), down.server(), binlog.currentLocation(), options.delivery());
        stage = new Stage(task, FastJava.in(directory), down, watch);
    }

    private void prepare() throws SQLException {
        for (final EmbeddedServer server : List.of(up, down)) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + TracedTable.SCHEMA);
                for (final TracedTable table : TracedTable.values()) {
                    statement.execute(table.definition());
                }
            }
        }
        try (Connection connection = down.connect()) {
            History.prepare(connection);
        }
    }

    /** Lets {@link #run} fail soon, for another pair has. */
    void abandon() {
        abandoned = true;
    }

    /** Where the syncer's log is. */
    Path log() {
        return task.log();
    }

    /**
     * Runs the campaign.
     *
     * @return what is to be said of it.
     * @throws OperatorException if the syncer ended, or stood still, when it should not have; or it is abandoned.
     */
    Account run() throws IOException, SQLException, InterruptedException {
        workload.run(WARM_UP_TRANSACTIONS);
        stage.warmUp(binlog.currentLocation());
        final CompletableFuture<Void> watching = background(watch::run);
        final CompletableFuture<Void> witnessing = background(witness::run);
        final CompletableFuture<Void> writing = background(workload::run);
        try {
            stage.start();
            final SplittableRandom plan = new SplittableRandom(~options.seed());
            while (stage.counts().kills() < options.kills() && serverLosses().isEmpty()) {
                stage.strike(Kill.random(plan, options.spareDownstream()));
                requireGoing(writing, watching, witnessing);
            }
            if (!serverLosses().isEmpty()) {
                return progress(); // all that follows would be blamed on the wrong one
            }
            stage.awaitRecovery();
            workload.end();
            writing.join();
            stage.catchUp(binlog.currentLocation());
            watch.awaitClaim(written.transactions());
        } catch (final DownstreamBrokenException e) {
            broken = e.getMessage();
            return progress();
        } catch (final OperatorException e) {
            witness.end();
            witnessing.join();
            witness.verify(); // it may not have got there before the syncer did
            if (serverLosses().isEmpty()) {
                throw e;
            }
            return progress();
        } finally {
            workload.end();
            watch.end();
            witness.end();
        }
        watching.join();
        witnessing.join();
        return serverLosses().isEmpty() ? account() : progress();
    }

    private void requireGoing(final CompletableFuture<?>... activities) {
        if (abandoned) {
            throw new OperatorException("another pair broke off");
        }
        for (final CompletableFuture<?> activity : activities) {
            if (activity.isCompletedExceptionally()) {
                throw new OperatorException("its own workload or watch failed: "
                        + activity.handle((done, failure) -> failure.getMessage())
                                .join());
            }
        }
    }

    private List<String> serverLosses() {
        return Stream.of(Stream.ofNullable(broken), witness.finding().stream(), watch.serverLosses().stream())
                .flatMap(Function.identity())
                .map(loss -> "seed " + options.seed() + ": " + loss)
                .toList();
    }

    /** What is known so far; nothing is compared. */
    Account progress() {
        return account(Findings.NONE, Findings.NONE, List.of());
    }

    private Account account() throws SQLException {
        final List<ComparedTable> tables =
                new TableComparison(up::connect, down::connect).compare(List.of(TracedTable.SCHEMA));
        try (Connection upstream = up.connect();
                Connection downstream = down.connect()) {
            return account(History.check(downstream, written), History.compareRows(upstream, downstream), tables);
        }
    }

    private Account account(final Findings changes, final Findings rows, final List<ComparedTable> tables) {
        final boolean equal = tables.stream().allMatch(ComparedTable::equal);
        return new Account(
                stage.counts(),
                written.transactions(),
                written.rows(),
                workload.ddls(),
                changes,
                rows,
                tables.stream().filter(ComparedTable::equal).count(),
                tables.size(),
                watch.claims(),
                watch.looks(),
                watch.violations(),
                equal ? List.of() : List.of(ComparisonReport.of(tables)),
                witness.confirmed(),
                witness.lost(),
                serverLosses());
    }

    @Override
    public void close() {
        stage.close();
        binlog.close();
        up.close();
        down.close();
    }

    /** What a thread of the campaign does. */
    private interface Activity {
        void run() throws SQLException, InterruptedException;
    }

    private static CompletableFuture<Void> background(final Activity activity) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        activity.run();
                    } catch (final SQLException e) {
                        throw new CompletionException(e);
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                },
                task -> {
                    final Thread thread = new Thread(task, "tidemark-torture");
                    thread.setDaemon(true);
                    thread.start();
                });
    }
}
