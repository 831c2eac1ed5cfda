// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static java.util.Objects.requireNonNull;

import io.tidemark.pipeline.FlushMode;
import java.time.Duration;

/**
 * How rows are applied and how often the checkpoint is flushed.
 *
 * @param workerCount             workers, each with a connection of its own to the downstream.
 * @param batch                   rows that a worker applies in one transaction, at most.
 * @param checkpointFlushInterval time between two flushes of the checkpoint.
 * @param safeMode                whether every change is written so that repeating it does no harm.
 * @param multipleRows            whether changes of a batch that do not depend on each other go as statements of many rows.
 * @param flushMode               how the checkpoint is flushed; {@link FlushMode#NONE} is not for operators.
 * @param delivery                whether a crash may repeat rows.
 * @param compact                 whether successive changes of one row inside a batch become one; needs multipleRows.
 * @param transactions            whether transactions are kept whole.
 */
public record SyncerSettings(
        int workerCount,
        int batch,
        Duration checkpointFlushInterval,
        boolean safeMode,
        boolean multipleRows,
        FlushMode flushMode,
        Delivery delivery,
        boolean compact,
        Transactions transactions) {
    /**
     * Workers wait for the downstream far more than they compute, so there are more of them than a small machine has
     * cores. It does not follow the machine: a task is routed alike wherever it runs.
     */
    public static final int DEFAULT_WORKER_COUNT = 8;

    /** More connections than this only queue up in the downstream. */
    public static final int MAX_WORKER_COUNT = 256;

    /** DM's default. */
    public static final int DEFAULT_BATCH = 100;

    /** DM's default. */
    public static final Duration DEFAULT_CHECKPOINT_FLUSH_INTERVAL = Duration.ofSeconds(30);

    /** The duration and the modes are required. */
    public SyncerSettings {
        requireNonNull(checkpointFlushInterval, "checkpointFlushInterval");
        requireNonNull(flushMode, "flushMode");
        requireNonNull(delivery, "delivery");
        requireNonNull(transactions, "transactions");
    }

    /**
     * Row by row, without compaction.
     *
     * @param workerCount             workers.
     * @param batch                   rows in one transaction, at most.
     * @param checkpointFlushInterval time between two flushes of the checkpoint.
     * @param safeMode                whether repeating a change does no harm.
     * @param multipleRows            whether statements take many rows.
     * @param flushMode               how the checkpoint is flushed.
     * @param delivery                whether a crash may repeat rows.
     */
    public SyncerSettings(
            final int workerCount,
            final int batch,
            final Duration checkpointFlushInterval,
            final boolean safeMode,
            final boolean multipleRows,
            final FlushMode flushMode,
            final Delivery delivery) {
        this(
                workerCount,
                batch,
                checkpointFlushInterval,
                safeMode,
                multipleRows,
                flushMode,
                delivery,
                false,
                Transactions.ROWS);
    }

    /**
     * The same with or without compaction.
     *
     * @param compacting whether successive changes of one row inside a batch become one.
     * @return the settings.
     */
    public SyncerSettings withCompact(final boolean compacting) {
        return new SyncerSettings(
                workerCount,
                batch,
                checkpointFlushInterval,
                safeMode,
                multipleRows,
                flushMode,
                delivery,
                compacting,
                transactions);
    }

    /**
     * The same with transactions kept whole, or not.
     *
     * @param kept what becomes of transactions.
     * @return the settings.
     */
    public SyncerSettings withTransactions(final Transactions kept) {
        return new SyncerSettings(
                workerCount,
                batch,
                checkpointFlushInterval,
                safeMode,
                multipleRows,
                flushMode,
                delivery,
                compact,
                kept);
    }
}
