// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole thing on two servers of its own: a workload is written into one, replicated into the other by a process
 * that is killed half-way and started again, and in the end both sides are compared.
 */
public final class Demo {
    private static final String SCHEMA = "demo";
    private static final long STEP_NS = 100_000_000L;
    private static final long STALL_NS = 60_000_000_000L;
    private static final long STOP_S = 60;
    private static final double NS_PER_S = 1e9;

    private final DemoOptions options;
    private final PrintStream out;
    private final DemoDisplay display;
    private final LagMeter lag = new LagMeter();
    private long rowsOfKilled;
    private BinlogPosition lastApplied = BinlogPosition.MIN;
    private long lastMoveNs;

    /**
     * Nothing happens yet.
     *
     * @param options the workload and the syncer's settings.
     * @param out     where progress and results go.
     */
    public Demo(final DemoOptions options, final PrintStream out) {
        this.options = options;
        this.out = out;
        this.display = new DemoDisplay(out, options.rows(), options.terminal());
    }

    /**
     * Runs it.
     *
     * @return 0 if both sides are equal in the end, 1 if not.
     * @throws IOException          if a file could not be written.
     * @throws SQLException         if a server refused something.
     * @throws InterruptedException if interrupted.
     */
    public int run() throws IOException, SQLException, InterruptedException {
        display.say("starting two embedded MariaDB servers ...");
        try (EmbeddedServer upstream =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer downstream = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(upstream.server());
                DemoTask task =
                        DemoTask.write(options, upstream.server(), downstream.server(), binlog.currentLocation())) {
            display.say("upstream " + upstream.server() + ", downstream " + downstream.server());
            replicate(task, upstream, binlog);
            return compare(upstream, downstream);
        } finally {
            display.close();
        }
    }

    private void replicate(final DemoTask task, final EmbeddedServer upstream, final Upstream binlog)
            throws InterruptedException {
        final long startNs = System.nanoTime();
        final Workload workload = new Workload(upstream::connect, WorkloadOptions.of(SCHEMA, options.rows()));
        final CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(workload));
        lastMoveNs = startNs;

        try (ReplicationProcess first = task.start(options.runArguments())) {
            display.say("replicating with " + options.workers() + " workers, "
                    + options.flushMode().name().toLowerCase(Locale.ROOT) + " checkpoints every "
                    + options.flushInterval().toMillis() + " ms, in process " + first.pid());
            while (first.status().rowsApplied() < options.rows() / 2) {
                step(first, workload, binlog, writing);
            }
            rowsOfKilled = first.status().rowsApplied();
            first.kill();
            display.say(String.format(
                    Locale.ROOT,
                    "killed process %d with SIGKILL after %,d rows; the last status said applied %s, flushed %s",
                    first.pid(),
                    rowsOfKilled,
                    first.status().appliedPosition(),
                    first.status().flushedPosition()));
        }
        try (ReplicationProcess second = task.start(options.runArguments())) {
            display.say("restarted as process " + second.pid());
            while (!writing.isDone()) {
                step(second, workload, binlog, writing);
            }
            requireWritten(writing);
            final Location end = binlog.currentLocation();
            while (second.status().flushed().compareTo(end.position()) < 0) {
                step(second, workload, binlog, writing);
            }
            second.stop(STOP_S);
            final double seconds = (System.nanoTime() - startNs) / NS_PER_S;
            display.say(String.format(
                    Locale.ROOT,
                    "caught up at %s: %,d row changes in %.1f s; the killed process had applied %,d when it last said so,"
                            + " the second one applied %,d and left out what it found applied beyond the flushed point",
                    end.position(),
                    options.rows(),
                    seconds,
                    rowsOfKilled,
                    second.status().rowsApplied()));
        }
    }

    private static void write(final Workload workload) {
        try {
            workload.run();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static void requireWritten(final CompletableFuture<Void> writing) {
        if (writing.isCompletedExceptionally()) {
            throw new OperatorException("the workload could not be written: "
                    + writing.handle((done, failure) -> failure.getMessage()).join());
        }
    }

    private void step(
            final ReplicationProcess process,
            final Workload workload,
            final Upstream binlog,
            final CompletableFuture<Void> writing) {
        process.requireRunning();
        requireWritten(writing);
        final ReplicationStatus status = process.status();
        final long nowNs = System.nanoTime();
        lag.written(nowNs, binlog.currentLocation().position());
        if (status.applied().compareTo(lastApplied) != 0) {
            lastApplied = status.applied();
            lastMoveNs = nowNs;
        } else if (nowNs - lastMoveNs > STALL_NS) {
            throw new OperatorException(
                    "nothing has been applied for " + STALL_NS / 1_000_000_000 + " s at " + status.appliedPosition());
        }
        display.progress(
                workload.rowsWritten(),
                rowsOfKilled + status.rowsApplied(),
                lag.lagNs(nowNs, status.applied()),
                status);
        LockSupport.parkNanos(STEP_NS);
    }

    private int compare(final EmbeddedServer upstream, final EmbeddedServer downstream) throws SQLException {
        display.say("comparing every table of both sides ...");
        final List<ComparedTable> tables =
                new TableComparison(upstream::connect, downstream::connect).compare(List.of(SCHEMA));
        out.print(ComparisonReport.of(tables));
        out.println();
        out.println("the checkpoint table, `dm_meta`.`" + DemoTask.NAME + "_syncer_checkpoint`:");
        try (Connection connection = downstream.connect()) {
            out.print(CheckpointListing.of(connection, DemoTask.NAME));
        }
        final boolean equal = tables.stream().allMatch(ComparedTable::equal);
        out.println();
        out.println(
                equal
                        ? "all " + tables.size() + " tables are equal"
                        : "the tables differ: this is a defect, please report it with what is above");
        out.flush();
        return equal ? 0 : 1;
    }
}
