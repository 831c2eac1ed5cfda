package io.tidemark.syncer.torture;

import io.tidemark.syncer.demo.ComparedTable;
import io.tidemark.syncer.demo.ComparisonReport;
import io.tidemark.syncer.demo.TableComparison;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * A crash campaign on two servers of its own. The workload goes on all the time; the syncer, which is the real program in a
 * process of its own, and its downstream are killed at random moments; in the end every change is accounted for.
 */
public final class Torture {
    private static final int WARM_UP_TRANSACTIONS = 150;
    private static final double NS_PER_S = 1e9;

    private final TortureOptions options;
    private final TortureDisplay display;
    private final Written written = new Written();

    /**
     * Nothing happens yet.
     *
     * @param options what to do.
     * @param out     where progress and the summary go.
     */
    public Torture(final TortureOptions options, final PrintStream out) {
        this.options = options;
        this.display = new TortureDisplay(out, options);
    }

    /**
     * Runs it.
     *
     * @return 0 if nothing was lost, duplicated, out of order or claimed too early, 1 if something was.
     * @throws IOException          if a file could not be written.
     * @throws SQLException         if a server refused something.
     * @throws InterruptedException if interrupted.
     * @throws OperatorException    if the syncer ended, or stood still, when it should not have; with the seed.
     */
    public int run() throws IOException, SQLException, InterruptedException {
        display.say("seed " + options.seed() + "; starting two embedded MariaDB servers ...");
        final Path directory = Files.createTempDirectory("tidemark-torture");
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(up.server())) {
            prepare(up, down);
            final TortureTask task = new TortureTask(
                    directory, up.server(), down.server(), binlog.currentLocation(), options.delivery());
            final Watch watch = new Watch(down::connect, written);
            final int code;
            try (Stage stage = new Stage(task, FastJava.in(directory), down, watch)) {
                code = run(stage, watch, up, down, binlog);
            } catch (final OperatorException | IllegalStateException e) {
                throw new OperatorException(
                        "the campaign of seed " + options.seed() + " broke off: " + e.getMessage()
                                + "; the syncer's log is " + task.log(),
                        e);
            }
            if (code == 0) {
                delete(directory);
            } else {
                display.say("the syncer's log is " + task.log());
            }
            return code;
        } finally {
            display.close();
        }
    }

    private static void prepare(final EmbeddedServer up, final EmbeddedServer down) throws SQLException {
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

    private int run(
            final Stage stage,
            final Watch watch,
            final EmbeddedServer up,
            final EmbeddedServer down,
            final Upstream binlog)
            throws IOException, SQLException, InterruptedException {
        final TortureWorkload workload = new TortureWorkload(up::connect, written, watch::applied, options);
        workload.run(WARM_UP_TRANSACTIONS);
        stage.warmUp(binlog.currentLocation());
        display.say("warmed up; " + options.kills() + " kills follow");

        final long startNs = System.nanoTime();
        final CompletableFuture<Void> watching = background(watch::run);
        final CompletableFuture<Void> writing = background(workload::run);
        try {
            stage.start();
            final SplittableRandom plan = new SplittableRandom(~options.seed());
            while (stage.counts().kills() < options.kills()) {
                stage.strike(Kill.random(plan, options.spareDownstream()));
                requireGoing(writing);
                requireGoing(watching);
                display.progress(stage.counts(), written, watch);
            }
            stage.awaitRecovery();
        } catch (final IOException | RuntimeException | InterruptedException e) {
            watch.end();
            throw e;
        } finally {
            workload.end();
        }
        writing.join();
        final double seconds = (System.nanoTime() - startNs) / NS_PER_S;
        display.say(String.format(
                Locale.ROOT,
                "%d kills in %.1f s, %.2f s a kill; catching up, and comparing ...",
                stage.counts().kills(),
                seconds,
                seconds / stage.counts().kills()));
        stage.catchUp(binlog.currentLocation());
        watch.awaitClaim(written.transactions());
        watch.end();
        watching.join();
        return report(stage.counts(), watch, workload.ddls(), up, down);
    }

    private int report(
            final Counts counts, final Watch watch, final long ddls, final EmbeddedServer up, final EmbeddedServer down)
            throws SQLException {
        final Findings changes;
        final Findings rows;
        try (Connection upstream = up.connect();
                Connection downstream = down.connect()) {
            changes = History.check(downstream, written);
            rows = History.compareRows(upstream, downstream);
        }
        final List<ComparedTable> tables =
                new TableComparison(up::connect, down::connect).compare(List.of(TracedTable.SCHEMA));
        final Summary summary = new Summary(
                counts,
                written.transactions(),
                written.rows(),
                ddls,
                changes,
                rows,
                tables.stream().filter(ComparedTable::equal).count(),
                tables.size(),
                watch);
        if (summary.clean()) {
            display.say(summary.text());
            return 0;
        }
        display.say(ComparisonReport.of(tables));
        watch.violations().forEach(display::say);
        display.say(summary.text());
        display.say("this is a defect, please report it with what is above; to replay: --seed " + options.seed());
        return 1;
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

    private static void requireGoing(final CompletableFuture<Void> activity) {
        if (activity.isCompletedExceptionally()) {
            throw new OperatorException("its own workload or watch failed: "
                    + activity.handle((done, failure) -> failure.getMessage()).join());
        }
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
