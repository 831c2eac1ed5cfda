// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.syncer.downstream.BatchProgress;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.downstream.RowBatchExecutor;
import io.tidemark.syncer.downstream.RowList;
import io.tidemark.syncer.row.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * The limit of what row changes can be brought downstream with: they wait in memory, each connection takes its share of the
 * keys in order and sends it with the syncer's own executor, in full batches. Nothing is read, nobody waits for another
 * connection, and nothing is remembered.
 *
 * <p>Changes of one row stay in order; changes of different rows do not, so a workload whose rows depend on each other
 * cannot be replayed like that.
 */
final class RawReplay {
    private String loaded = "";
    private List<List<RowChange>> shares = List.of();

    /** Reads the assignment's recording into memory, unless it is there from before. */
    void load(final Assignment assignment) throws InterruptedException {
        final String wanted = assignment.upstream().port() + " " + assignment.start() + ' ' + assignment.end() + ' '
                + assignment.workers();
        if (!wanted.equals(loaded)) {
            // the one before must not stand in the way
            shares = List.of();
            shares = RecordedRows.read(assignment);
            loaded = wanted;
        }
    }

    /** Sends all shares, each over a connection of its own. */
    void run(final Assignment assignment) throws InterruptedException {
        final Downstream downstream = new Downstream(assignment.downstream().server());
        final LongAdder retries = new LongAdder();
        final ExecutorService threads = Executors.newFixedThreadPool(shares.size());
        try {
            final List<Future<?>> sent = new ArrayList<>();
            for (final List<RowChange> share : shares) {
                sent.add(threads.submit(() -> {
                    send(share, assignment.batch(), downstream, retries);
                    return null;
                }));
            }
            for (final Future<?> each : sent) {
                each.get();
            }
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof final RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void send(
            final List<RowChange> share, final int batch, final Downstream downstream, final LongAdder retries)
            throws InterruptedException {
        try (RowBatchExecutor executor =
                new RowBatchExecutor(downstream, RetryPolicy.DEFAULT, retries, BatchProgress.NONE, true)) {
            for (int from = 0; from < share.size(); from += batch) {
                executor.execute(new RowList(share.subList(from, Math.min(share.size(), from + batch))));
            }
        }
    }
}
