// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Transactions;
import java.time.Duration;

/** How an applier's process replays. */
enum ApplierMode {
    /** What an operator gets who asks for nothing. */
    ASYNC("tidemark-async", "Tidemark: asynchronous checkpoints, exactly once", FlushMode.ASYNC, Delivery.EXACTLY_ONCE),
    /** The source waits for each checkpoint. */
    SYNC("tidemark-sync", "Tidemark: synchronous checkpoints, exactly once", FlushMode.SYNC, Delivery.EXACTLY_ONCE),
    /** What checkpoints cost is what this one saves. */
    NONE("tidemark-none", "Tidemark: without checkpoints, exactly once", FlushMode.NONE, Delivery.EXACTLY_ONCE),
    /** As {@link #ASYNC}, but the workers keep no progress. */
    AT_LEAST_ONCE(
            "tidemark-at-least-once",
            "Tidemark: asynchronous checkpoints, at least once",
            FlushMode.ASYNC,
            Delivery.AT_LEAST_ONCE),
    /** As {@link #ASYNC}, but a transaction of the upstream is one downstream too. */
    WHOLE(
            "tidemark-whole",
            "Tidemark: asynchronous checkpoints, exactly once, whole transactions",
            FlushMode.ASYNC,
            Delivery.EXACTLY_ONCE),
    /** The limit. */
    RAW(
            "raw",
            "the limit: rows from memory, each connection its share of the keys; no binlog, no waiting, no checkpoint",
            FlushMode.NONE,
            Delivery.AT_LEAST_ONCE);

    /** Much shorter than an operator would choose (30 s is the default), so that a short replay meets some flushes. */
    static final Duration FLUSH_INTERVAL = Duration.ofMillis(500);

    private final String key;
    private final String description;
    private final FlushMode flushMode;
    private final Delivery delivery;

    ApplierMode(final String key, final String description, final FlushMode flushMode, final Delivery delivery) {
        this.key = key;
        this.description = description;
        this.flushMode = flushMode;
        this.delivery = delivery;
    }

    String key() {
        return key;
    }

    String description() {
        return description;
    }

    /** The settings of a task; everything else is as it is by default. */
    SyncerSettings settings(final int workers, final int batch) {
        return new SyncerSettings(workers, batch, FLUSH_INTERVAL, false, true, flushMode, delivery)
                .withTransactions(this == WHOLE ? Transactions.WHOLE : Transactions.ROWS);
    }
}
